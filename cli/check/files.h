// SPDX-License-Identifier: GPL-2.0-or-later
/// Files and directories that cases look at or make.
#pragma once

#include "expect.h"

#include <string>

namespace dsproxy::check {

/// A directory that is removed with what is in it.
class TempDir {
public:
    TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir();

    std::string path(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// stat(PATH) says character device.
void expectCharacterDevice(const std::string& path, Place place = Place::current());

/// How many fds this program has open; 0 where that cannot be told.
int openFds();

}  // namespace dsproxy::check
