// SPDX-License-Identifier: GPL-2.0-or-later
#include "files.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace dsproxy::check {

TempDir::TempDir()
{
    const char* base = std::getenv("TMPDIR");
    path_ = std::string(base && *base ? base : "/tmp") + "/dsproxy-check-XXXXXX";
    require(isTrue("a temporary directory can be made", ::mkdtemp(path_.data()) != nullptr));
}

TempDir::~TempDir()
{
    if (DIR* dir = ::opendir(path_.c_str())) {
        while (const dirent* entry = ::readdir(dir))
            ::unlinkat(::dirfd(dir), entry->d_name, 0);
        ::closedir(dir);
    }
    ::rmdir(path_.c_str());
}

void expectCharacterDevice(const std::string& path, Place place)
{
    struct stat st{};
    if (expect(ok("stat(" + path + ")", answerOf(::stat(path.c_str(), &st))), place))
        expect(isTrue(path + " is a character device", S_ISCHR(st.st_mode)), place);
}

int openFds()
{
    int count = 0;
    if (DIR* dir = ::opendir("/proc/self/fd")) {
        while (::readdir(dir))
            ++count;
        ::closedir(dir);
    }
    return count;
}

}  // namespace dsproxy::check
