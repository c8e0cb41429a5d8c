// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/export/export_plan.h"
#include "engine/sinks/registry.h"
#include "tests/engine/sinks/tools.h"

#include <filesystem>

namespace dsproxy::test {
namespace {

std::optional<std::pair<std::size_t, std::size_t>>
collision(const std::vector<std::string>& targets)
{
    std::vector<ExportJob> jobs(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i)
        jobs[i].target.path = targets[i];
    return findCollision(jobs);
}

TEST(ExportPlan, theNameKeepsAllButItsEnding)
{
    const SinkKind& mp3 = *parseRecording("a.mp3")->kind;
    EXPECT_EQ(exportPath("a.wav", mp3, ""), "a.mp3");
    EXPECT_EQ(exportPath("x/a.b.wav", mp3, ""), "x/a.b.mp3");
    EXPECT_EQ(exportPath("/x/a", mp3, "/y/"), "/y/a.mp3");
    EXPECT_EQ(exportPath("../a.mp3", mp3, "y"), "y/a.mp3");
    EXPECT_EQ(exportPath(".wav", mp3, ""), ".wav.mp3");
}

TEST(ExportPlan, everyKindOfFileHasAnEnding)
{
    for (const SinkKind* kind : sinkKinds()) {
        if (kind->place == SinkPlace::Files) {
            EXPECT_EQ(exportPath("a", *kind, "").find("a."), 0u) << kind->name;
        }
    }
}

TEST(ExportPlan, oneFileUnderTwoNamesIsACollision)
{
    const TempDir dir;
    std::filesystem::create_directory(dir / "real");
    std::filesystem::create_directory_symlink("real", dir / "link");
    EXPECT_EQ(collision({}), std::nullopt);
    EXPECT_EQ(collision({"a.mp3", "b.mp3", "x/a.mp3"}), std::nullopt);
    EXPECT_EQ(collision({"a.mp3", "b.mp3", "./a.mp3"}), std::pair(0uz, 2uz));
    EXPECT_EQ(collision({"x", dir / "real/a", dir / "link/../real/./a"}), std::pair(1uz, 2uz));
    EXPECT_EQ(collision({dir / "real/a", dir / "link/a"}), std::pair(0uz, 1uz));
    EXPECT_EQ(collision({dir / "none/a", dir / "none/a"}), std::pair(0uz, 1uz));
}

}  // namespace
}  // namespace dsproxy::test
