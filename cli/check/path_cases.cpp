// SPDX-License-Identifier: GPL-2.0-or-later
/// Names of the device as files: stat and its kin, errors of paths, files that are not ours.
#include "case.h"
#include "device.h"
#include "files.h"
#include "options.h"

#include <sys/stat.h>
#ifdef __linux__
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#endif

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

namespace dsproxy::check {

namespace {

const char* badPointer()
{
    return reinterpret_cast<const char*>(8);
}

void statAgreesWithFstat()
{
    struct stat byPath{};
    struct stat byFd{};
    const Device dsp(O_WRONLY);
    require(ok("stat", answerOf(::stat(options().device.c_str(), &byPath))));
    require(ok("fstat", answerOf(::fstat(dsp.fd(), &byFd))));
    expect(isTrue("fstat says character device", S_ISCHR(byFd.st_mode)));
    expect(eq("major", major(byFd.st_rdev), major(byPath.st_rdev)));
    expect(eq("minor", minor(byFd.st_rdev), minor(byPath.st_rdev)));
    expect(isTrue("st_dev and st_ino are the same",
                  byFd.st_dev == byPath.st_dev && byFd.st_ino == byPath.st_ino));
    expect(eq("st_size", static_cast<long>(byFd.st_size), 0L));
    expect(atLeast("st_blksize", static_cast<long>(byFd.st_blksize), 1L));
    expect(atLeast("st_nlink", static_cast<long>(byPath.st_nlink), 1L));
}

void fstatatEmptyPath()
{
#ifdef AT_EMPTY_PATH
    struct stat st{};
    const Device dsp(O_WRONLY);
    require(ok("fstatat(fd, \"\", AT_EMPTY_PATH)",
               answerOf(::fstatat(dsp.fd(), "", &st, AT_EMPTY_PATH))));
    expect(isTrue("it says character device", S_ISCHR(st.st_mode)));
#else
    skip("no AT_EMPTY_PATH");
#endif
}

void accessModes()
{
    const char* device = options().device.c_str();
    expect(ok("access F_OK", answerOf(::access(device, F_OK))));
    expect(ok("access W_OK", answerOf(::access(device, W_OK))));
    expect(ok("eaccess W_OK", answerOf(::faccessat(AT_FDCWD, device, W_OK, AT_EACCESS))));
    expect(fails("access X_OK", answerOf(::access(device, X_OK)), EACCES));
}

void notATerminal()
{
    const Device dsp(O_WRONLY);
    errno = 0;
    const int tty = ::isatty(dsp.fd());
    const int error = errno;
    expect(eq("isatty", tty, 0));
    if (options().strict)
        expect(fails("isatty", {-1, error, 0}, ENOTTY));
}

void pathErrors()
{
    const std::string device = options().device;
    struct stat st{};
    for (const std::string& path : {device + "/", device + "/x"}) {
        expect(fails("open(" + path + ")", openNode(path, O_WRONLY), ENOTDIR));
        expect(fails("stat(" + path + ")", answerOf(::stat(path.c_str(), &st)), ENOTDIR));
    }
    expect(fails("open of an unknown node", openNode(device + "_none", O_WRONLY), ENOENT));
    expect(fails("open of no name", openNode("", O_WRONLY), ENOENT));
    const std::string longPath = "/dev/" + std::string(PATH_MAX, 'd');
    expect(
        fails("open of a long name", answerOf(::open(longPath.c_str(), O_WRONLY)), ENAMETOOLONG));
}

void pathPointers()
{
    struct stat st{};
    expect(fails("open of a bad pointer", answerOf(::open(badPointer(), O_WRONLY)), EFAULT));
    expect(fails("access of a bad pointer", answerOf(::access(badPointer(), F_OK)), EFAULT));
    expect(fails("stat of a bad pointer", answerOf(::stat(badPointer(), &st)), EFAULT));
#ifdef SYS_statx
    // Not stat(): the C library of 32-bit programs copies the answer itself.
    expect(fails("statx into a bad pointer",
                 answerOf(::syscall(SYS_statx, AT_FDCWD, options().device.c_str(), 0,
                                    STATX_BASIC_STATS, badPointer())),
                 EFAULT));
#endif
}

void namesakesAreFiles()
{
    const TempDir dir;
    for (const char* name : {"dsp", "mixer", "audio"}) {
        const std::string path = dir.path(name);
        const Answer made = openNode(path, O_RDWR | O_CREAT | O_EXCL);
        require(ok("making a file " + path, made));
        struct stat st{};
        expect(ok("write to it", answerOf(::write(static_cast<int>(made.result), "x", 1))));
        expect(ok("fstat", answerOf(::fstat(static_cast<int>(made.result), &st))));
        expect(isTrue("it is a regular file", S_ISREG(st.st_mode)));
        expect(eq("its size", static_cast<long>(st.st_size), 1L));
        ::close(static_cast<int>(made.result));
        expect(ok("stat", answerOf(::stat(path.c_str(), &st))));
        expect(isTrue("stat says regular file", S_ISREG(st.st_mode)));
    }
}

void relativeNamesakes()
{
    const TempDir dir;
    require(ok("chdir", answerOf(::chdir(dir.path(".").c_str()))));
    expect(fails("open of dsp outside /dev", openNode("dsp", O_WRONLY), ENOENT));
    const Answer made = openNode("dsp", O_WRONLY | O_CREAT);
    require(ok("making a file dsp", made));
    ::close(static_cast<int>(made.result));
    struct stat st{};
    require(ok("stat", answerOf(::stat(dir.path("dsp").c_str(), &st))));
    expect(isTrue("dsp is a regular file", S_ISREG(st.st_mode)));
    expect(ok("chdir back", answerOf(::chdir("/"))));
}

void realPath()
{
    char* real = ::realpath(options().device.c_str(), nullptr);
    if (!real && errno == ENOENT)
        skip("realpath(3) does not see this device; dsproxy run --thorough shows it");
    require(isTrue("realpath works", real != nullptr));
    const Device dsp(real, O_WRONLY);
    std::free(real);
    require(ok("open of the real path", dsp.opened()));
    expect(ok("SNDCTL_DSP_GETFMTS", dsp.get(SNDCTL_DSP_GETFMTS)));
}

constexpr Case cases[] = {
    {"path/stat-agrees-with-fstat", "stat", Kind::Common, statAgreesWithFstat},
    {"path/fstatat-with-empty-path", "stat", Kind::Common, fstatatEmptyPath},
    {"path/access-modes", "stat", Kind::Common, accessModes},
    {"path/is-no-terminal", "stat", Kind::Common, notATerminal},
    {"path/errors-of-names", "open", Kind::Common, pathErrors},
    {"path/bad-pointers-are-efault", "open", Kind::Common, pathPointers},
    {"path/namesakes-elsewhere-are-files", "open", Kind::Common, namesakesAreFiles},
    {"path/relative-namesakes-are-files", "open", Kind::Common, relativeNamesakes},
    {"path/realpath-can-be-opened", "stat", Kind::Common, realPath},
};

}  // namespace

std::span<const Case> pathCases()
{
    return cases;
}

}  // namespace dsproxy::check
