// SPDX-License-Identifier: GPL-2.0-or-later
/// One device, many names: each call must find it under each of them.
#include "case.h"
#include "device.h"
#include "files.h"
#include "options.h"

#include <sys/stat.h>

#include <functional>

namespace dsproxy::check {

namespace {

struct Split {
    std::string directory;  ///< "/dev"
    std::string name;       ///< "dsp"
};

Split splitDevice()
{
    const std::string& device = options().device;
    const std::size_t slash = device.rfind('/');
    if (slash == std::string::npos || device[0] != '/')
        skip("the device's name is relative");
    return {device.substr(0, slash), device.substr(slash + 1)};
}

void expectStatCalls(const std::string& path)
{
    struct stat st{};
    expectCharacterDevice(path);
    expect(ok("lstat(" + path + ")", answerOf(::lstat(path.c_str(), &st))));
    expect(ok("access(" + path + ")", answerOf(::access(path.c_str(), W_OK))));
    expect(ok("faccessat(" + path + ")", answerOf(::faccessat(AT_FDCWD, path.c_str(), W_OK, 0))));
    expect(ok("fstatat(" + path + ")", answerOf(::fstatat(AT_FDCWD, path.c_str(), &st, 0))));
    expect(isTrue("fstatat says character device", S_ISCHR(st.st_mode)));
#ifdef STATX_TYPE
    struct statx stx{};
    expect(ok("statx(" + path + ")",
              answerOf(::statx(AT_FDCWD, path.c_str(), 0, STATX_BASIC_STATS, &stx))));
    expect(isTrue("statx says character device", S_ISCHR(stx.stx_mode)));
#endif
}

void expectDevice(const std::string& path)
{
    expectStatCalls(path);
    const Device dsp(path, O_WRONLY);
    if (expect(ok("open(" + path + ")", dsp.opened())))
        expect(ok("SNDCTL_DSP_GETFMTS", dsp.get(SNDCTL_DSP_GETFMTS)));
}

void doubleSlash()
{
    const Split s = splitDevice();
    expectDevice(s.directory + "//" + s.name);
    expectDevice("/" + s.directory + "/" + s.name);
}

void dots()
{
    const Split s = splitDevice();
    expectDevice(s.directory + "/./" + s.name);
    expectDevice(s.directory + "/.." + s.directory.substr(s.directory.rfind('/')) + "/" + s.name);
}

void relative()
{
    const Split s = splitDevice();
    require(ok("chdir", answerOf(::chdir(s.directory.c_str()))));
    expectDevice(s.name);
    expectDevice("./" + s.name);
    expectDevice(".." + s.directory.substr(s.directory.rfind('/')) + "/" + s.name);
}

void symlinkToIt()
{
    const TempDir dir;
    const std::string link = dir.path("sound");
    require(ok("symlink", answerOf(::symlink(options().device.c_str(), link.c_str()))));
    struct stat st{};
    expectDevice(link);
    expect(ok("lstat of the link", answerOf(::lstat(link.c_str(), &st))));
    expect(isTrue("lstat says link", S_ISLNK(st.st_mode)));
    expect(fails("open of the link with O_NOFOLLOW", openNode(link, O_WRONLY | O_NOFOLLOW), ELOOP));
}

void symlinkToSymlink()
{
    const TempDir dir;
    require(ok("symlink", answerOf(::symlink(options().device.c_str(), dir.path("a").c_str()))));
    require(ok("symlink", answerOf(::symlink("a", dir.path("b").c_str()))));
    expectDevice(dir.path("b"));
}

void symlinkToDirectory()
{
    const Split s = splitDevice();
    const TempDir dir;
    require(ok("symlink", answerOf(::symlink(s.directory.c_str(), dir.path("d").c_str()))));
    expectDevice(dir.path("d") + "/" + s.name);
}

void procSelfFd()
{
#ifdef __linux__
    const Device dsp(O_WRONLY);
    const std::string path = "/proc/self/fd/" + std::to_string(dsp.fd());
    expectCharacterDevice(path);
    const Device again(path, O_WRONLY);
    if (expect(ok("open(" + path + ")", again.opened())))
        expect(ok("SNDCTL_DSP_GETFMTS", again.get(SNDCTL_DSP_GETFMTS)));
#else
    skip("no /proc/self/fd");
#endif
}

void relativeToDirectoryFd()
{
    const Split s = splitDevice();
    const int directory = ::open(s.directory.c_str(), O_RDONLY | O_DIRECTORY);
    require(ok("open of the directory", answerOf(directory)));
    struct stat st{};
    expect(ok("fstatat", answerOf(::fstatat(directory, s.name.c_str(), &st, 0))));
    const Answer opened = answerOf(::openat(directory, s.name.c_str(), O_WRONLY));
    ::close(directory);
    if (expect(ok("openat(directory, name)", opened)))
        ::close(static_cast<int>(opened.result));
}

void absoluteWithDirectoryFd()
{
    const int directory = ::open("/", O_RDONLY | O_DIRECTORY);
    const Answer opened = answerOf(::openat(directory, options().device.c_str(), O_WRONLY));
    ::close(directory);
    if (expect(ok("openat(directory, absolute name)", opened)))
        ::close(static_cast<int>(opened.result));
}

constexpr Case cases[] = {
    {"spelling/double-slashes", "stat", Kind::Common, doubleSlash},
    {"spelling/dots", "stat", Kind::Common, dots},
    {"spelling/relative-after-chdir", "stat", Kind::Common, relative},
    {"spelling/symbolic-link", "stat", Kind::Common, symlinkToIt},
    {"spelling/link-to-a-link", "stat", Kind::Common, symlinkToSymlink},
    {"spelling/link-to-its-directory", "stat", Kind::Common, symlinkToDirectory},
    {"spelling/proc-self-fd", "stat", Kind::Common, procSelfFd},
    {"spelling/relative-to-a-directory-fd", "stat", Kind::Common, relativeToDirectoryFd},
    {"spelling/absolute-with-a-directory-fd", "stat", Kind::Common, absoluteWithDirectoryFd},
};

}  // namespace

std::span<const Case> spellingCases()
{
    return cases;
}

}  // namespace dsproxy::check
