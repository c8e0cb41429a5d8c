// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/recording/mpris.h"

#include "engine/recording/bus_connection.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

namespace dsproxy {
namespace {

constexpr const char* bus = "org.freedesktop.DBus";
constexpr const char* busPath = "/org/freedesktop/DBus";

struct Player {
    std::string name;  ///< on the bus
    pid_t pid;
};

/// 0 where it is gone.
pid_t parentOf(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto name = text.rfind(") ");  // the end of the name, which may have anything in it
    if (name == text.npos || name + 4 >= text.size())
        return 0;
    return static_cast<pid_t>(std::strtol(text.c_str() + name + 4, nullptr, 10));
}

std::vector<Player> players(BusConnection& connection)
{
    std::vector<Player> players;
    const auto names = connection.call(bus, busPath, bus, "ListNames", "");
    if (!names || sd_bus_message_enter_container(names->get(), 'a', "s") < 0)
        return players;
    for (const char* name = nullptr; sd_bus_message_read(names->get(), "s", &name) > 0;) {
        if (!std::string_view(name).starts_with("org.mpris.MediaPlayer2."))
            continue;
        const auto owner =
            connection.call(bus, busPath, bus, "GetConnectionUnixProcessID", "s", name);
        std::uint32_t pid = 0;
        if (owner && sd_bus_message_read(owner->get(), "u", &pid) >= 0)
            players.push_back({name, static_cast<pid_t>(pid)});
    }
    return players;
}

const Player* nearest(const std::vector<Player>& players, pid_t pid)
{
    const pid_t parent = parentOf(pid);
    for (const Player& player : players)
        if (player.pid == pid)
            return &player;
    for (const Player& player : players)
        if (player.pid == parent)
            return &player;
    for (const Player& player : players)
        if (parentOf(player.pid) == pid)
            return &player;
    return nullptr;
}

/// A string, a list of strings, or a whole number. What has another type is skipped.
std::string readText(sd_bus_message* message)
{
    const char* contents = nullptr;
    char type = 0;
    if (sd_bus_message_peek_type(message, &type, &contents) <= 0 || type != 'v')
        return {};
    const std::string_view signature = contents;
    std::string text;
    const char* part = nullptr;
    std::int32_t number = 0;
    if (signature == "s" && sd_bus_message_read(message, "v", "s", &part) > 0) {
        text = part;
    } else if (signature == "i" && sd_bus_message_read(message, "v", "i", &number) > 0) {
        text = std::to_string(number);
    } else if (signature == "as") {
        sd_bus_message_enter_container(message, 'v', "as");
        sd_bus_message_enter_container(message, 'a', "s");
        while (sd_bus_message_read(message, "s", &part) > 0)
            text += (text.empty() ? "" : ", ") + std::string(part);
        sd_bus_message_exit_container(message);
        sd_bus_message_exit_container(message);
    } else {
        sd_bus_message_skip(message, "v");
    }
    return text;
}

std::optional<NowPlaying> readMetadata(sd_bus_message* message)
{
    struct Key {
        std::string_view name;
        std::string NowPlaying::* member;
    };
    static constexpr std::array keys = {
        Key{"xesam:title", &NowPlaying::title},
        Key{"xesam:artist", &NowPlaying::artist},
        Key{"xesam:album", &NowPlaying::album},
        Key{"xesam:trackNumber", &NowPlaying::track},
        Key{"xesam:contentCreated", &NowPlaying::date},
        Key{"mpris:artUrl", &NowPlaying::coverUrl},
    };
    if (sd_bus_message_enter_container(message, 'v', "a{sv}") < 0 ||
        sd_bus_message_enter_container(message, 'a', "{sv}") < 0)
        return {};
    NowPlaying playing;
    while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
        const char* name = nullptr;
        sd_bus_message_read(message, "s", &name);
        const std::string_view key = name;
        const std::string text = readText(message);
        for (const Key& known : keys)
            if (known.name == key)
                playing.*known.member = text;
        sd_bus_message_exit_container(message);
    }
    return playing;
}

}  // namespace

std::optional<NowPlaying> playerOf(pid_t pid, std::chrono::milliseconds time)
{
    auto connection = BusConnection::open(BusConnection::Which::User, time);
    if (!connection)
        return {};
    const std::vector<Player> found = players(*connection);
    const Player* player = nearest(found, pid);
    if (!player)
        return {};
    const auto metadata = connection->call(player->name.c_str(), "/org/mpris/MediaPlayer2",
                                           "org.freedesktop.DBus.Properties", "Get", "ss",
                                           "org.mpris.MediaPlayer2.Player", "Metadata");
    return metadata ? readMetadata(metadata->get()) : std::nullopt;
}

}  // namespace dsproxy
