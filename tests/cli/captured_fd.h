// SPDX-License-Identifier: GPL-2.0-or-later
/// A descriptor whose text can be read back.
#pragma once

#include "engine/base/unique_fd.h"

#include <sys/mman.h>

#include <string>

namespace dsproxy::cli {

class CapturedFd {
public:
    int fd() const { return fd_.get(); }

    std::string text() const
    {
        std::string all(4096, '\0');
        const ssize_t size = ::pread(fd_.get(), all.data(), all.size(), 0);
        all.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
        return all;
    }

private:
    UniqueFd fd_{::memfd_create("captured", MFD_CLOEXEC)};
};

}  // namespace dsproxy::cli
