// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/files/regular_file.h"
#include "tests/engine/sinks/tools.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace dsproxy::test {
namespace {

int refusal(const std::string& path)
{
    const auto fd = openRegular(path, O_RDONLY);
    if (fd)
        return 0;
    EXPECT_EQ(fd.error().code, ErrorCode::OpenFailed);
    EXPECT_EQ(fd.error().subject, path);
    return fd.error().sys;
}

TEST(RegularFile, nothingElseIsOpened)
{
    const TempDir dir;
    writeFile(dir / "file", ByteVector(3));
    ASSERT_EQ(mkfifo((dir / "fifo").c_str(), 0600), 0);
    ASSERT_EQ(symlink("file", (dir / "link").c_str()), 0);
    EXPECT_EQ(refusal(dir / "file"), 0);
    EXPECT_EQ(refusal(dir / "link"), 0);
    EXPECT_EQ(refusal(dir / "fifo"), ESPIPE) << "and it does not wait for a writer";
    EXPECT_EQ(refusal(dir / "none"), ENOENT);
    EXPECT_EQ(refusal(dir / ""), EISDIR);
    EXPECT_EQ(refusal("/dev/zero"), ESPIPE);
    EXPECT_EQ(refusal(""), ENOENT);
}

}  // namespace
}  // namespace dsproxy::test
