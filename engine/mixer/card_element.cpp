// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/mixer/card_element.h"

#include "engine/seam/mixer_state.h"

#include <algorithm>

namespace dsproxy {

namespace {

std::optional<CardElement::Kind> kindOf(const snd_ctl_elem_info_t* info)
{
    switch (::snd_ctl_elem_info_get_type(info)) {
    case SND_CTL_ELEM_TYPE_INTEGER:
        if (::snd_ctl_elem_info_get_max(info) <= ::snd_ctl_elem_info_get_min(info))
            return std::nullopt;
        return CardElement::Kind::Volume;
    case SND_CTL_ELEM_TYPE_BOOLEAN:
        return CardElement::Kind::Switch;
    case SND_CTL_ELEM_TYPE_ENUMERATED:
        return CardElement::Kind::Choice;
    default:
        return std::nullopt;
    }
}

bool isOurs(const snd_ctl_elem_info_t* info)
{
    return ::snd_ctl_elem_info_get_interface(info) == SND_CTL_ELEM_IFACE_MIXER &&
           ::snd_ctl_elem_info_is_readable(info) && ::snd_ctl_elem_info_is_writable(info) &&
           ::snd_ctl_elem_info_get_count(info) > 0;
}

long valueOf(const snd_ctl_elem_value_t* value, CardElement::Kind kind, unsigned at)
{
    switch (kind) {
    case CardElement::Kind::Volume:
        return ::snd_ctl_elem_value_get_integer(value, at);
    case CardElement::Kind::Switch:
        return ::snd_ctl_elem_value_get_boolean(value, at);
    case CardElement::Kind::Choice:
        return static_cast<long>(::snd_ctl_elem_value_get_enumerated(value, at));
    }
    return 0;
}

void setValue(snd_ctl_elem_value_t* value, CardElement::Kind kind, unsigned at, long raw)
{
    switch (kind) {
    case CardElement::Kind::Volume:
        return ::snd_ctl_elem_value_set_integer(value, at, raw);
    case CardElement::Kind::Switch:
        return ::snd_ctl_elem_value_set_boolean(value, at, raw);
    case CardElement::Kind::Choice:
        return ::snd_ctl_elem_value_set_enumerated(value, at, static_cast<unsigned>(raw));
    }
}

}  // namespace

CardElement::CardElement(snd_hctl_elem_t* element, Kind kind, snd_ctl_elem_info_t* info)
    : element_(element), kind_(kind), count_(::snd_ctl_elem_info_get_count(info))
{
    if (kind == Kind::Volume) {
        min_ = ::snd_ctl_elem_info_get_min(info);
        max_ = ::snd_ctl_elem_info_get_max(info);
    }
    if (kind == Kind::Choice)
        items_ = ::snd_ctl_elem_info_get_items(info);
}

std::optional<CardElement> CardElement::of(snd_hctl_elem_t* element)
{
    snd_ctl_elem_info_t* info;
    snd_ctl_elem_info_alloca(&info);
    if (::snd_hctl_elem_info(element, info) < 0 || !isOurs(info))
        return std::nullopt;
    const auto kind = kindOf(info);
    return kind ? std::optional(CardElement(element, *kind, info)) : std::nullopt;
}

std::vector<std::string> CardElement::items() const
{
    std::vector<std::string> items;
    snd_ctl_elem_info_t* info;
    snd_ctl_elem_info_alloca(&info);
    for (std::uint32_t item = 0; item < items_; ++item) {
        ::snd_ctl_elem_info_set_item(info, item);
        const bool known = ::snd_hctl_elem_info(element_, info) >= 0;
        items.emplace_back(known ? ::snd_ctl_elem_info_get_item_name(info) : "");
    }
    return items;
}

void CardElement::watch(snd_hctl_elem_callback_t callback, void* data) const
{
    ::snd_hctl_elem_set_callback_private(element_, data);
    ::snd_hctl_elem_set_callback(element_, callback);
}

Result<CardElement::Raw> CardElement::read() const
{
    snd_ctl_elem_value_t* value;
    snd_ctl_elem_value_alloca(&value);
    if (const int error = ::snd_hctl_elem_read(element_, value); error < 0)
        return fail(ErrorCode::ReadFailed, -error, std::string(name()));
    Raw raw(count_);
    for (unsigned at = 0; at < count_; ++at)
        raw[at] = valueOf(value, kind_, at);
    return raw;
}

Result<void> CardElement::write(const Raw& raw) const
{
    snd_ctl_elem_value_t* value;
    snd_ctl_elem_value_alloca(&value);
    for (unsigned at = 0; at < count_; ++at)
        setValue(value, kind_, at, raw[at]);
    if (const int error = ::snd_hctl_elem_write(element_, value); error < 0)
        return fail(ErrorCode::WriteFailed, -error, std::string(name()));
    return {};
}

CardElement::Raw CardElement::rawOf(std::uint32_t volume) const
{
    Raw raw(count_);
    for (std::size_t at = 0; at < count_; ++at) {
        const long percent = at % 2 == 0 ? leftOf(volume) : rightOf(volume);
        raw[at] = kind_ == Kind::Switch ? percent > 0 : min_ + (percent * (max_ - min_) + 50) / 100;
    }
    return raw;
}

std::uint32_t CardElement::percentOf(long value) const
{
    const long range = max_ - min_;
    const long above = std::clamp(value - min_, 0L, range);
    return static_cast<std::uint32_t>((above * 100 + range / 2) / range);
}

std::uint32_t CardElement::volumeOf(const Raw& raw) const
{
    return mixerVolume(percentOf(raw[0]), percentOf(raw.size() > 1 ? raw[1] : raw[0]));
}

}  // namespace dsproxy
