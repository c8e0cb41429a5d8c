// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/bus/dictionary.h"

#include <cerrno>

namespace dsproxy {

namespace {

/// The bus' letters for each type of Value, in its order.
constexpr const char* signatures[] = {"b", "u", "x", "t", "d", "s", "as"};

template <class T> int appendBasic(sd_bus_message* message, char type, const T& value)
{
    return sd_bus_message_append_basic(message, type, &value);
}

struct AppendValue {
    sd_bus_message* message;
    int operator()(bool value) const { return appendBasic(message, 'b', int{value}); }
    int operator()(std::uint32_t value) const { return appendBasic(message, 'u', value); }
    int operator()(std::int64_t value) const { return appendBasic(message, 'x', value); }
    int operator()(std::uint64_t value) const { return appendBasic(message, 't', value); }
    int operator()(double value) const { return appendBasic(message, 'd', value); }
    int operator()(const std::string& value) const
    {
        return sd_bus_message_append_basic(message, 's', value.c_str());
    }
    int operator()(const std::vector<std::string>& value) const { return append(message, value); }
};

int appendEntry(sd_bus_message* message, const std::string& name, const Value& value)
{
    int done = sd_bus_message_open_container(message, 'e', "sv");
    if (done >= 0)
        done = sd_bus_message_append_basic(message, 's', name.c_str());
    if (done >= 0)
        done = sd_bus_message_open_container(message, 'v', signatures[value.index()]);
    if (done >= 0)
        done = std::visit(AppendValue{message}, value);
    if (done >= 0)
        done = sd_bus_message_close_container(message);
    return done < 0 ? done : sd_bus_message_close_container(message);
}

template <class T> int readBasic(sd_bus_message* message, char type, Value& value)
{
    T got{};
    const int done = sd_bus_message_read_basic(message, type, &got);
    value = got;
    return done;
}

int readContent(sd_bus_message* message, const std::string& signature, Value& value)
{
    if (signature == "b") {
        int got = 0;
        const int done = sd_bus_message_read_basic(message, 'b', &got);
        value = got != 0;
        return done;
    }
    if (signature == "u")
        return readBasic<std::uint32_t>(message, 'u', value);
    if (signature == "x")
        return readBasic<std::int64_t>(message, 'x', value);
    if (signature == "t")
        return readBasic<std::uint64_t>(message, 't', value);
    if (signature == "d")
        return readBasic<double>(message, 'd', value);
    if (signature == "as") {
        std::vector<std::string> strings;
        const int done = read(message, strings);
        value = std::move(strings);
        return done;
    }
    const char* text = "";
    const int done = sd_bus_message_read_basic(message, 's', &text);
    value = std::string(text);
    return done;
}

bool isKnown(const std::string& signature)
{
    for (const char* one : signatures)
        if (signature == one)
            return true;
    return false;
}

int readEntry(sd_bus_message* message, Dictionary& dictionary)
{
    const char* name = nullptr;
    const char* contents = nullptr;
    if (const int done = sd_bus_message_read_basic(message, 's', &name); done < 0)
        return done;
    if (const int done = sd_bus_message_peek_type(message, nullptr, &contents); done < 0)
        return done;
    const std::string signature = contents ? contents : "";
    if (!isKnown(signature))
        return sd_bus_message_skip(message, "v");
    Value value;
    int done = sd_bus_message_enter_container(message, 'v', contents);
    if (done >= 0)
        done = readContent(message, signature, value);
    if (done >= 0)
        done = sd_bus_message_exit_container(message);
    if (done >= 0)
        dictionary.set(name, std::move(value));
    return done;
}

}  // namespace

int append(sd_bus_message* message, const Dictionary& dictionary)
{
    int done = sd_bus_message_open_container(message, 'a', "{sv}");
    for (const auto& [name, value] : dictionary.values())
        if (done >= 0)
            done = appendEntry(message, name, value);
    return done < 0 ? done : sd_bus_message_close_container(message);
}

int append(sd_bus_message* message, const std::vector<Dictionary>& dictionaries)
{
    int done = sd_bus_message_open_container(message, 'a', "a{sv}");
    for (const Dictionary& dictionary : dictionaries)
        if (done >= 0)
            done = append(message, dictionary);
    return done < 0 ? done : sd_bus_message_close_container(message);
}

int append(sd_bus_message* message, const std::vector<std::string>& strings)
{
    int done = sd_bus_message_open_container(message, 'a', "s");
    for (const std::string& string : strings)
        if (done >= 0)
            done = sd_bus_message_append_basic(message, 's', string.c_str());
    return done < 0 ? done : sd_bus_message_close_container(message);
}

int read(sd_bus_message* message, Dictionary& dictionary)
{
    int done = sd_bus_message_enter_container(message, 'a', "{sv}");
    while (done >= 0 && (done = sd_bus_message_enter_container(message, 'e', "sv")) > 0) {
        done = readEntry(message, dictionary);
        if (done >= 0)
            done = sd_bus_message_exit_container(message);
    }
    return done < 0 ? done : sd_bus_message_exit_container(message);
}

int read(sd_bus_message* message, std::vector<Dictionary>& dictionaries)
{
    int done = sd_bus_message_enter_container(message, 'a', "a{sv}");
    while (done >= 0 && sd_bus_message_at_end(message, 0) == 0)
        done = read(message, dictionaries.emplace_back());
    return done < 0 ? done : sd_bus_message_exit_container(message);
}

int read(sd_bus_message* message, std::vector<std::string>& strings)
{
    int done = sd_bus_message_enter_container(message, 'a', "s");
    const char* text = nullptr;
    while (done >= 0 && (done = sd_bus_message_read_basic(message, 's', &text)) > 0)
        strings.emplace_back(text);
    return done < 0 ? done : sd_bus_message_exit_container(message);
}

}  // namespace dsproxy
