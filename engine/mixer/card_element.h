// SPDX-License-Identifier: GPL-2.0-or-later
/// One control of a card as ALSA has it: a volume, a switch or a choice, with some values.
#pragma once

#include "engine/base/result.h"

#include <alsa/asoundlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dsproxy {

/// Valid until its card has elements added or removed. One thread.
class CardElement {
public:
    enum class Kind { Volume, Switch, Choice };
    using Raw = std::vector<long>;  ///< each value as the card has it; even ones are left

    /// Nothing for what is no mixer control of these kinds, or not ours to read and write.
    static std::optional<CardElement> of(snd_hctl_elem_t* element);

    Kind kind() const { return kind_; }
    std::string_view name() const { return ::snd_hctl_elem_get_name(element_); }
    bool is(const snd_hctl_elem_t* element) const { return element == element_; }
    std::uint32_t index() const { return ::snd_hctl_elem_get_index(element_); }
    /// The words of a choice.
    std::vector<std::string> items() const;

    /// Calls CALLBACK with DATA from snd_hctl_handle_events().
    void watch(snd_hctl_elem_callback_t callback, void* data) const;
    Result<Raw> read() const;
    Result<void> write(const Raw& raw) const;

    /// Of left | right << 8. A switch is on where its side is not 0.
    Raw rawOf(std::uint32_t volume) const;
    /// A control with one value has the same on both sides. A switch is 100 or 0.
    std::uint32_t volumeOf(const Raw& raw) const;
    /// Of a choice: all its values are ITEM.
    Raw rawOfItem(std::uint32_t item) const { return Raw(count_, item); }

private:
    CardElement(snd_hctl_elem_t* element, Kind kind, snd_ctl_elem_info_t* info);
    std::uint32_t percentOf(long value) const;

    snd_hctl_elem_t* element_;
    Kind kind_;
    std::size_t count_;
    long min_ = 0;
    long max_ = 1;
    std::uint32_t items_ = 0;
};

}  // namespace dsproxy
