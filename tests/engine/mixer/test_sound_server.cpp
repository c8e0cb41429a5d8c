// SPDX-License-Identifier: GPL-2.0-or-later
/// The controls of a sound server of the test's own, through ALSA's plugin for it.
#include "engine/mixer/card_controls.h"
#include "oss/abi.h"

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <format>
#include <fstream>
#include <thread>

namespace dsproxy {

namespace {

namespace fs = std::filesystem;

class SoundServer : public testing::Test {
protected:
    void SetUp() override
    {
        std::string name = (fs::temp_directory_path() / "dsproxy-server-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        const std::string address = std::format("unix:{}/socket", name);
        for (const char* variable : {"HOME", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH"})
            ::setenv(variable, name.c_str(), 1);
        ::setenv("PULSE_SERVER", address.c_str(), 1);
        std::ofstream(folder_ / "asound.conf")
            << std::format("ctl.server {{ type pulse server \"{}\" }}\n", address);
        ::setenv("ALSA_CONFIG_PATH", (folder_ / "asound.conf").c_str(), 1);
        start();
    }
    void TearDown() override
    {
        card_.reset();
        ::snd_config_update_free_global();
        ::kill(server_, SIGKILL);
        ::waitpid(server_, nullptr, 0);
        fs::remove_all(folder_);
    }

    void start()
    {
        server_ = ::fork();
        if (server_ == 0) {
            const std::string protocol = std::format(
                "module-native-protocol-unix auth-anonymous=1 socket={}/socket", folder_.string());
            ::execlp("pulseaudio", "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1",
                     "--use-pid-file=no", "--log-target=null", "-L",
                     "module-null-sink sink_name=out", "-L", protocol.c_str(), nullptr);
            ::_exit(127);
        }
        while (!fs::exists(folder_ / "socket")) {
            ASSERT_EQ(::waitpid(server_, nullptr, WNOHANG), 0) << "the server has ended";
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    void open()
    {
        auto card = CardControls::open("server", OssMixerTable::parse(""));
        ASSERT_TRUE(card) << card.error().sys;
        card_ = std::move(*card);
    }
    std::string pactl(const std::string& arguments) const
    {
        const fs::path answer = folder_ / "answer";
        EXPECT_EQ(std::system(std::format("pactl {} > {}", arguments, answer.string()).c_str()), 0);
        std::ifstream file(answer);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Sleeps until there are some.
    std::vector<CardControls::Move> changes() const
    {
        for (;;) {
            auto descriptors = card_->descriptors();
            ::poll(descriptors.data(), descriptors.size(), -1);
            const auto moves = card_->changes();
            if (!moves || !moves->empty())
                return moves.value_or(std::vector<CardControls::Move>());
        }
    }

    fs::path folder_;
    pid_t server_ = -1;
    std::unique_ptr<CardControls> card_;
};

TEST_F(SoundServer, IsMovedAndMovesWithoutEcho)
{
    open();
    EXPECT_TRUE(card_->controls() >> SOUND_MIXER_VOLUME & 1);
    EXPECT_TRUE(card_->controls() >> SOUND_MIXER_IGAIN & 1);
    EXPECT_EQ(card_->values()[SOUND_MIXER_VOLUME], mixerVolume(100, 100));
    for (std::uint32_t volume = 90; volume > 30; volume -= 10)
        ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, mixerVolume(volume, 2 * volume / 3)));
    const std::string told = pactl("get-sink-volume out");
    EXPECT_NE(told.find(" 40% "), std::string::npos) << told;
    EXPECT_NE(told.find(" 26% "), std::string::npos) << told;
    // What comes first is somebody else's, behind the echoes that there might have been.
    pactl("set-sink-volume out 70%");
    const auto moved = changes();
    ASSERT_EQ(moved.size(), 1u);
    EXPECT_EQ(moved[0].control, std::uint32_t{SOUND_MIXER_VOLUME});
    EXPECT_EQ(moved[0].value, mixerVolume(70, 70));
}

TEST_F(SoundServer, MuteIsNull)
{
    open();
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, 0));
    EXPECT_EQ(pactl("get-sink-mute out"), "Mute: yes\n");
    ASSERT_TRUE(card_->set(SOUND_MIXER_VOLUME, mixerVolume(50, 50)));
    EXPECT_EQ(pactl("get-sink-mute out"), "Mute: no\n");
    pactl("set-sink-mute out 1");
    const auto moved = changes();
    ASSERT_EQ(moved.size(), 1u);
    EXPECT_EQ(moved[0].value, 0u);
}

TEST_F(SoundServer, ThatHasEndedIsAnError)
{
    open();
    ::kill(server_, SIGKILL);
    EXPECT_TRUE(changes().empty());
    EXPECT_FALSE(card_->changes());
    EXPECT_FALSE(card_->set(SOUND_MIXER_VOLUME, 0));
    EXPECT_FALSE(CardControls::open("server", OssMixerTable::parse("")));
}

}  // namespace

}  // namespace dsproxy
