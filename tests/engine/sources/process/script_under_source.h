// SPDX-License-Identifier: GPL-2.0-or-later
/// A shell script under a source of the test's own, without a command around it.
#pragma once

#include "engine/sources/process/keeper.h"
#include "engine/sources/process/process_source.h"
#include "engine/sources/process/spawn.h"

#include <gtest/gtest.h>

#include <sys/wait.h>

#include <filesystem>
#include <fstream>

namespace dsproxy::process {

class ScriptUnderSource : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name =
            (std::filesystem::temp_directory_path() / "dsproxy-script-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        in_flight_ = makeInFlight();
        ASSERT_NE(in_flight_, nullptr);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// In the folder of the test.
    void start(const std::string& script)
    {
        const NumberRange range = NumberRange::below(1024);
        auto spawned = Spawned::spawn({"/bin/sh", "-c", "cd " + folder_.string() + "; " + script},
                                      range, Reach::Usual);
        ASSERT_TRUE(spawned) << spawned.error().subject;
        program_ = spawned->pid();
        auto source =
            ProcessSource::create(spawned->takeListener(), *in_flight_, *feed_, {range, {}, false});
        ASSERT_TRUE(source);
        source_ = std::move(*source);
        source_->start();
        ASSERT_TRUE(spawned->release());
    }
    /// Waits for its end, which is a success.
    void finish()
    {
        int status = -1;
        ::waitpid(program_, &status, 0);
        EXPECT_EQ(status, 0);
        source_->join();
    }
    std::string content(const char* name) const
    {
        std::ifstream file(folder_ / name);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::filesystem::path folder_;
    std::unique_ptr<Feed> feed_ = *Feed::create();
    InFlight* in_flight_ = nullptr;
    std::unique_ptr<ProcessSource> source_;
    pid_t program_ = 0;
};

}  // namespace dsproxy::process
