// SPDX-License-Identifier: GPL-2.0-or-later
/// What a recording says about itself.
#pragma once

#include <map>
#include <string>

namespace dsproxy {

/// Lower-case keys as `--tag` takes them: title artist album year track genre comment; UTF-8
/// values.
using Tags = std::map<std::string, std::string>;

}  // namespace dsproxy
