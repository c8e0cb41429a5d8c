// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/stat_reply.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>

#include <cstring>

namespace dsproxy::process {

namespace {

constexpr unsigned soundMajor = 14;
constexpr std::uint32_t nodeMode = S_IFCHR | 0666;

/// struct stat64 of 32-bit x86 programs.
struct [[gnu::packed]] Stat64I386 {
    std::uint64_t st_dev;
    std::uint8_t pad0[4];
    std::uint32_t st_ino_low;
    std::uint32_t st_mode;
    std::uint32_t st_nlink;
    std::uint32_t st_uid;
    std::uint32_t st_gid;
    std::uint64_t st_rdev;
    std::uint8_t pad3[4];
    std::int64_t st_size;
    std::uint32_t st_blksize;
    std::uint64_t st_blocks;
    std::uint32_t times[6];
    std::uint64_t st_ino;
};
static_assert(sizeof(Stat64I386) == 96);

/// Inode numbers of our own: programs compare them to tell files apart.
constexpr std::uint64_t inodeOf(DeviceNode node)
{
    return 0x6473'7000 + node.node * 256 + node.minorNumber();
}

struct Directory {
    struct stat status{};
    Directory() { ::stat("/dev", &status); }
};

/// The file system and the times of /dev, looked up once.
const struct stat& devDirectory()
{
    static const Directory directory;
    return directory.status;
}

template <class T> std::vector<std::byte> bytesOf(const T& reply)
{
    std::vector<std::byte> bytes(sizeof reply);
    std::memcpy(bytes.data(), &reply, sizeof reply);
    return bytes;
}

std::vector<std::byte> native(DeviceNode node)
{
    struct stat reply{};
    const struct stat& dev = devDirectory();
    reply.st_dev = dev.st_dev;
    reply.st_ino = inodeOf(node);
    reply.st_mode = nodeMode;
    reply.st_nlink = 1;
    reply.st_rdev = makedev(soundMajor, node.minorNumber());
    reply.st_blksize = 4096;
    reply.st_atim = reply.st_mtim = reply.st_ctim = dev.st_ctim;
    return bytesOf(reply);
}

std::vector<std::byte> stat64I386(DeviceNode node)
{
    Stat64I386 reply{};
    const struct stat& dev = devDirectory();
    const auto seconds = static_cast<std::uint32_t>(dev.st_ctim.tv_sec);
    reply.st_dev = dev.st_dev;
    reply.st_ino_low = static_cast<std::uint32_t>(inodeOf(node));
    reply.st_mode = nodeMode;
    reply.st_nlink = 1;
    reply.st_rdev = makedev(soundMajor, node.minorNumber());
    reply.st_blksize = 4096;
    reply.times[0] = reply.times[2] = reply.times[4] = seconds;
    reply.st_ino = inodeOf(node);
    return bytesOf(reply);
}

std::vector<std::byte> statxReply(DeviceNode node)
{
    struct statx reply{};
    const struct stat& dev = devDirectory();
    reply.stx_mask = STATX_BASIC_STATS;
    reply.stx_blksize = 4096;
    reply.stx_nlink = 1;
    reply.stx_mode = static_cast<std::uint16_t>(nodeMode);
    reply.stx_ino = inodeOf(node);
    reply.stx_rdev_major = soundMajor;
    reply.stx_rdev_minor = node.minorNumber();
    reply.stx_dev_major = major(dev.st_dev);
    reply.stx_dev_minor = minor(dev.st_dev);
    reply.stx_atime.tv_sec = reply.stx_mtime.tv_sec = reply.stx_ctime.tv_sec = dev.st_ctim.tv_sec;
    return bytesOf(reply);
}

}  // namespace

std::vector<std::byte> statReply(DeviceNode node, StatLayout layout)
{
    switch (layout) {
    case StatLayout::Native64:
        return native(node);
    case StatLayout::Stat64I386:
        return stat64I386(node);
    case StatLayout::Statx:
        return statxReply(node);
    }
    return {};
}

}  // namespace dsproxy::process
