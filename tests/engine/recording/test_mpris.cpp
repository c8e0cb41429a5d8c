// SPDX-License-Identifier: GPL-2.0-or-later
/// Real peers on a real bus say what they play.
#include "engine/recording/mpris.h"
#include "tests/engine/recording/bus_stage.h"
#include "tests/engine/recording/recording_stage.h"

#include <sys/prctl.h>

#include <csignal>

namespace dsproxy::test {
namespace {

const std::string path = "/org/mpris/MediaPlayer2";

/// Long, for a busy machine; nothing waits for it where somebody answers.
constexpr std::chrono::milliseconds patience(30'000);

void appendText(sd_bus_message* reply, const char* key, const char* text)
{
    sd_bus_message_append(reply, "{sv}", key, "s", text);
}

/// Metadata as players give them, with keys that we do not know of types that we do not expect.
int answerTitle(sd_bus_message* call, const char* title)
{
    const char* interface = nullptr;
    const char* property = nullptr;
    if (!sd_bus_message_is_method_call(call, "org.freedesktop.DBus.Properties", "Get") ||
        sd_bus_message_read(call, "ss", &interface, &property) < 0 ||
        std::string(property) != "Metadata")
        return -EINVAL;
    sd_bus_message* reply = nullptr;
    sd_bus_message_new_method_return(call, &reply);
    sd_bus_message_open_container(reply, 'v', "a{sv}");
    sd_bus_message_open_container(reply, 'a', "{sv}");
    sd_bus_message_append(reply, "{sv}", "mpris:length", "x", std::int64_t{180'000'000});
    sd_bus_message_append(reply, "{sv}", "xesam:artist", "as", 2, "Anna", "Bert");
    appendText(reply, "xesam:title", title);
    sd_bus_message_append(reply, "{sv}", "xesam:lyrics", "a(si)", 1, "la", 3);
    appendText(reply, "xesam:album", "Album");
    sd_bus_message_append(reply, "{sv}", "xesam:trackNumber", "i", 7);
    sd_bus_message_append(reply, "{sv}", "xesam:userRating", "d", 0.5);
    appendText(reply, "xesam:contentCreated", "1999-12-31T00:00:00Z");
    appendText(reply, "mpris:artUrl", "file:///tmp/cover.png");
    sd_bus_message_close_container(reply);
    sd_bus_message_close_container(reply);
    sd_bus_send(nullptr, reply, nullptr);
    sd_bus_message_unref(reply);
    return 0;
}

Answer playing(const char* title)
{
    return [title](sd_bus_message* call) { return answerTitle(call, title); };
}

std::string titleOf(pid_t pid)
{
    const auto found = playerOf(pid, patience);
    return found ? found->title : "nobody";
}

class MprisTest : public testing::Test {
protected:
    MprisTest() { setenv("DBUS_SESSION_BUS_ADDRESS", bus_.address().c_str(), 1); }
    ~MprisTest() override { unsetenv("DBUS_SESSION_BUS_ADDRESS"); }

    std::unique_ptr<Process>
    player(const std::string& name, const char* title, const std::function<void()>& before = [] {})
    {
        return bus_.peer("org.mpris.MediaPlayer2." + name, path, playing(title), before);
    }

    BusStage bus_;
};

TEST_F(MprisTest, allThatAPlayerSays)
{
    const auto process = player("one", "Titel");
    const NowPlaying expected{.title = "Titel",
                              .artist = "Anna, Bert",
                              .album = "Album",
                              .track = "7",
                              .date = "1999-12-31T00:00:00Z",
                              .coverUrl = "file:///tmp/cover.png"};
    EXPECT_EQ(playerOf(process->pid(), patience), expected);
}

TEST_F(MprisTest, theRightOneOfSeveral)
{
    const auto one = player("one", "Eins");
    const auto two = player("two.instance77", "Zwei");
    const auto other = bus_.peer("org.example.MediaPlayer2.no", path, playing("Nein"));
    EXPECT_EQ(titleOf(one->pid()), "Eins");
    EXPECT_EQ(titleOf(two->pid()), "Zwei");
    EXPECT_EQ(titleOf(other->pid()), "nobody") << "it is no player";
    EXPECT_EQ(titleOf(1), "nobody");
}

TEST_F(MprisTest, aChildSpeaksForItsParent)
{
    const auto process = player("one", "Kind");
    EXPECT_EQ(titleOf(getpid()), "Kind");
}

TEST_F(MprisTest, aParentSpeaksForItsChild)
{
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const auto process = player("one", "Eltern", [&] {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            prctl(PR_SET_NAME, "x\n) S 1 (");  // as a line of /proc/PID/stat
            const pid_t child = getpid();
            std::ignore = write(ends[1], &child, sizeof child);
            pause();
        }
    });
    pid_t child = 0;
    ASSERT_EQ(read(ends[0], &child, sizeof child), static_cast<ssize_t>(sizeof child));
    EXPECT_EQ(titleOf(child), "Eltern");
    close(ends[0]);
    close(ends[1]);
}

TEST_F(MprisTest, aDeafPlayerIsNone)
{
    const auto process = bus_.deafPeer("org.mpris.MediaPlayer2.deaf");
    EXPECT_EQ(playerOf(process->pid(), std::chrono::milliseconds(50)), std::nullopt);
}

TEST_F(MprisTest, aPlayerThatRefusesIsNone)
{
    const auto process =
        bus_.peer("org.mpris.MediaPlayer2.no", path, [](sd_bus_message*) { return -EACCES; });
    EXPECT_EQ(playerOf(process->pid(), patience), std::nullopt);
}

TEST_F(MprisTest, withoutABusThereIsNone)
{
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", 1);
    EXPECT_EQ(playerOf(getpid(), patience), std::nullopt);
}

TEST_F(MprisTest, aBusThatDoesNotGreetIsNone)
{
    const TempDir dir;
    const auto mute = Process([&](int ready) {
        execlp("python3", "python3", "-c",
               "import os, socket, sys, time\n"
               "s = socket.socket(socket.AF_UNIX)\n"
               "s.bind(sys.argv[1]); s.listen()\n"
               "os.write(int(sys.argv[2]), b'x'); time.sleep(600)",
               (dir / "bus").c_str(), std::to_string(dup(ready)).c_str(), nullptr);
        _exit(3);
    });
    setenv("DBUS_SESSION_BUS_ADDRESS", ("unix:path=" + dir / "bus").c_str(), 1);
    EXPECT_EQ(playerOf(getpid(), std::chrono::milliseconds(50)), std::nullopt);
}

TEST_F(MprisTest, tagsANewFile)
{
    const auto process = player("one", "Lied");
    RecordingStage stage("flac");
    stage.settings.name = "%p - %s";
    stage.settings.playerOf = [](pid_t pid) { return playerOf(pid, patience); };
    StreamFacts facts = factsOf(1);
    facts.pid = process->pid();
    auto recording = stage.start();
    play(*recording->connect(facts), cd, noise(cd, Frames(100)));
    recording->stop();
    const std::string file = "'" + stage.dir / "music/player - Lied.flac" + "'";
    EXPECT_EQ(probe(file, "format_tags=title,artist,album,track,date"),
              "Lied,\"Anna, Bert\",Album,1999,7");
}

}  // namespace
}  // namespace dsproxy::test
