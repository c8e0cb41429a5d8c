// SPDX-License-Identifier: GPL-2.0-or-later
/// Named values, as they cross the bus: a{sv}. What one side adds, an older other side skips.
#pragma once

#include <systemd/sd-bus.h>

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace dsproxy {

using Value = std::variant<bool, std::uint32_t, std::int64_t, std::uint64_t, double, std::string,
                           std::vector<std::string>>;

class Dictionary {
public:
    Dictionary() = default;
    Dictionary(std::initializer_list<std::pair<const std::string, Value>> values) : values_(values)
    {
    }

    void set(const std::string& name, Value value) { values_[name] = std::move(value); }
    /// FALLBACK when there is none of this name and type.
    template <class T> T get(const std::string& name, T fallback = {}) const
    {
        const auto found = values_.find(name);
        if (found == values_.end())
            return fallback;
        const T* value = std::get_if<T>(&found->second);
        return value ? *value : fallback;
    }
    const std::map<std::string, Value>& values() const { return values_; }

private:
    std::map<std::string, Value> values_;
};

/// These return a negative errno as sd-bus does. Values of other types are skipped when read.
int append(sd_bus_message* message, const Dictionary& dictionary);
int append(sd_bus_message* message, const std::vector<Dictionary>& dictionaries);
int append(sd_bus_message* message, const std::vector<std::string>& strings);
int read(sd_bus_message* message, Dictionary& dictionary);
int read(sd_bus_message* message, std::vector<Dictionary>& dictionaries);
int read(sd_bus_message* message, std::vector<std::string>& strings);

}  // namespace dsproxy
