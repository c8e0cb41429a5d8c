// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/device_path.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <cerrno>
#include <filesystem>

namespace {

using namespace dsproxy;
using namespace dsproxy::process;

NodeLookup find(const std::string& path, bool follow = true, int directory = AT_FDCWD)
{
    const auto nobody = [](const FileIdentity&) { return std::nullopt; };
    return nodeAt(Task(::getpid()), {directory, path, follow}, nobody);
}

bool isDsp(const std::string& path)
{
    const NodeLookup found = find(path);
    return found.node && found.node->node == OSS_NODE_DSP;
}

class Directory {
public:
    Directory()
    {
        char name[] = "/tmp/dsproxy-path-XXXXXX";
        path = ::mkdtemp(name);
    }
    ~Directory() { std::filesystem::remove_all(path); }
    std::string path;
};

TEST(NodeAt, SeesThroughEverySpelling)
{
    for (const char* path : {"/dev/dsp", "//dev//dsp", "/dev/./dsp", "/dev/../dev/dsp",
                             "/proc/self/root/dev/dsp", "/dev/sound/dsp"})
        EXPECT_TRUE(isDsp(path)) << path;
}

TEST(NodeAt, LeavesOtherDirectoriesAlone)
{
    for (const char* path : {"dsp", "/tmp/dsp", "/dev/shm/dsp", "/dsp", "/dev", "/", ""})
        EXPECT_FALSE(find(path).node) << path;
}

TEST(NodeAt, FollowsLinksWhenTheCallDoes)
{
    const Directory directory;
    const std::string link = directory.path + "/sound";
    std::filesystem::create_symlink("/dev/dsp", link);
    EXPECT_TRUE(isDsp(link));
    EXPECT_FALSE(find(link, false).node);
    std::filesystem::create_symlink("sound", directory.path + "/twice");
    EXPECT_TRUE(isDsp(directory.path + "/twice"));
    std::filesystem::create_symlink("/dev", directory.path + "/dev");
    EXPECT_TRUE(isDsp(directory.path + "/dev/dsp"));
    std::filesystem::create_symlink("loop", directory.path + "/loop");
    EXPECT_FALSE(find(directory.path + "/loop").node);
}

TEST(NodeAt, StartsAtTheDirectoryOfTheCall)
{
    const UniqueFd dev(::open("/dev", O_RDONLY | O_DIRECTORY));
    const UniqueFd tmp(::open("/tmp", O_RDONLY | O_DIRECTORY));
    EXPECT_TRUE(find("dsp", true, dev.get()).node);
    EXPECT_TRUE(find("../dev/dsp", true, tmp.get()).node);
    EXPECT_FALSE(find("dsp", true, tmp.get()).node);
}

TEST(NodeAt, IsNoDirectory)
{
    EXPECT_EQ(find("/dev/dsp/").error, ENOTDIR);
    EXPECT_EQ(find("/dev/dsp/x").error, ENOTDIR);
    EXPECT_FALSE(find("/dev/dsp/").node);
}

}  // namespace
