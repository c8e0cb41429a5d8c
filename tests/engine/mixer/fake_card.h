// SPDX-License-Identifier: GPL-2.0-or-later
/// A card that alsa-lib opens as any other, by a plugin of its own: what is on it is for the test
/// to say.
#pragma once

#include <string>
#include <vector>

struct FakeControl {
    enum class Type { Boolean, Integer, Enumerated };
    std::string name;
    unsigned index = 0;
    Type type = Type::Integer;
    long max = 1;  ///< from 0
    std::vector<long> values;
    std::vector<std::string> items = {};
};

/// One for the process: alsa-lib loads the library that it lies in once more.
class FakeCard {
public:
    static FakeCard& instance();

    /// A new card, before it is opened.
    void insert(std::vector<FakeControl> controls);
    /// As another mixer program would do it.
    void turn(const std::string& name, std::vector<long> values);
    /// Events fail from now on.
    void unplug();
    const std::vector<long>& values(const std::string& name) const;
    /// Writes that the card has got since insert().
    unsigned writes() const { return writes_; }

    // For the plugin.
    std::vector<FakeControl> controls;
    std::vector<unsigned> events;  ///< of these controls
    bool gone = false;
    int bell = -1;  ///< eventfd
    void ring(unsigned control);
    void count() { ++writes_; }

private:
    FakeCard();
    unsigned find(const std::string& name) const;
    unsigned writes_ = 0;
};
