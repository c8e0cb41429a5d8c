// SPDX-License-Identifier: GPL-2.0-or-later
#include "fake_card.h"

#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

FakeCard::FakeCard() : bell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

FakeCard& FakeCard::instance()
{
    static FakeCard card;
    return card;
}

void FakeCard::insert(std::vector<FakeControl> new_controls)
{
    controls = std::move(new_controls);
    events.clear();
    writes_ = 0;
    gone = false;
}

unsigned FakeCard::find(const std::string& name) const
{
    for (unsigned at = 0; at < controls.size(); ++at)
        if (controls[at].name == name)
            return at;
    throw std::out_of_range(name);
}

void FakeCard::ring(unsigned control)
{
    const std::uint64_t one = 1;
    events.push_back(control);
    [[maybe_unused]] const auto written = ::write(bell, &one, sizeof one);
}

void FakeCard::turn(const std::string& name, std::vector<long> values)
{
    controls[find(name)].values = std::move(values);
    ring(find(name));
}

void FakeCard::unplug()
{
    gone = true;
    ring(0);
}

const std::vector<long>& FakeCard::values(const std::string& name) const
{
    return controls[find(name)].values;
}

namespace {

FakeCard& card()
{
    return FakeCard::instance();
}

int elementCount(snd_ctl_ext_t*)
{
    return static_cast<int>(card().controls.size());
}

int listElement(snd_ctl_ext_t*, unsigned offset, snd_ctl_elem_id_t* id)
{
    const FakeControl& control = card().controls[offset];
    ::snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
    ::snd_ctl_elem_id_set_name(id, control.name.c_str());
    ::snd_ctl_elem_id_set_index(id, control.index);
    return 0;
}

snd_ctl_ext_key_t findElement(snd_ctl_ext_t*, const snd_ctl_elem_id_t* id)
{
    for (std::size_t at = 0; at < card().controls.size(); ++at)
        if (card().controls[at].name == ::snd_ctl_elem_id_get_name(id) &&
            card().controls[at].index == ::snd_ctl_elem_id_get_index(id))
            return at;
    return SND_CTL_EXT_KEY_NOT_FOUND;
}

int attributes(snd_ctl_ext_t*, snd_ctl_ext_key_t key, int* type, unsigned* access, unsigned* count)
{
    const FakeControl& control = card().controls[key];
    switch (control.type) {
    case FakeControl::Type::Boolean:
        *type = SND_CTL_ELEM_TYPE_BOOLEAN;
        break;
    case FakeControl::Type::Integer:
        *type = SND_CTL_ELEM_TYPE_INTEGER;
        break;
    case FakeControl::Type::Enumerated:
        *type = SND_CTL_ELEM_TYPE_ENUMERATED;
        break;
    }
    *access = SND_CTL_EXT_ACCESS_READWRITE;
    *count = static_cast<unsigned>(control.values.size());
    return 0;
}

int integerInfo(snd_ctl_ext_t*, snd_ctl_ext_key_t key, long* min, long* max, long* step)
{
    *min = 0;
    *max = card().controls[key].max;
    *step = 1;
    return 0;
}

int enumeratedInfo(snd_ctl_ext_t*, snd_ctl_ext_key_t key, unsigned* items)
{
    *items = static_cast<unsigned>(card().controls[key].items.size());
    return 0;
}

int enumeratedName(snd_ctl_ext_t*, snd_ctl_ext_key_t key, unsigned item, char* name,
                   std::size_t size)
{
    std::strncpy(name, card().controls[key].items[item].c_str(), size - 1);
    name[size - 1] = '\0';
    return 0;
}

template <class Value> int read(snd_ctl_ext_t*, snd_ctl_ext_key_t key, Value* values)
{
    for (const long value : card().controls[key].values)
        *values++ = static_cast<Value>(value);
    return 0;
}

/// As the kernel does: whoever writes hears of it, too.
template <class Value> int write(snd_ctl_ext_t*, snd_ctl_ext_key_t key, Value* values)
{
    const std::vector<long> before = card().controls[key].values;
    for (long& value : card().controls[key].values)
        value = static_cast<long>(*values++);
    const bool changed = before != card().controls[key].values;
    card().count();
    if (changed)
        card().ring(static_cast<unsigned>(key));
    return changed;
}

int readEvent(snd_ctl_ext_t*, snd_ctl_elem_id_t* id, unsigned* mask)
{
    if (card().gone)
        return -ENODEV;
    if (card().events.empty()) {
        std::uint64_t count;
        [[maybe_unused]] const auto got = ::read(card().bell, &count, sizeof count);
        return -EAGAIN;
    }
    listElement(nullptr, card().events.front(), id);
    card().events.erase(card().events.begin());
    *mask = SND_CTL_EVENT_MASK_VALUE;
    return 1;
}

snd_ctl_ext_callback_t callbacks()
{
    snd_ctl_ext_callback_t callbacks{};
    callbacks.elem_count = elementCount;
    callbacks.elem_list = listElement;
    callbacks.find_elem = findElement;
    callbacks.get_attribute = attributes;
    callbacks.get_integer_info = integerInfo;
    callbacks.get_enumerated_info = enumeratedInfo;
    callbacks.get_enumerated_name = enumeratedName;
    callbacks.read_integer = read<long>;
    callbacks.read_enumerated = read<unsigned>;
    callbacks.write_integer = write<long>;
    callbacks.write_enumerated = write<unsigned>;
    callbacks.read_event = readEvent;
    return callbacks;
}

}  // namespace

extern "C" {

SND_CTL_PLUGIN_DEFINE_FUNC(fake)
{
    static const snd_ctl_ext_callback_t all = callbacks();
    static snd_ctl_ext_t ext;
    (void)root;
    (void)conf;
    ext = {};
    ext.version = SND_CTL_EXT_VERSION;
    std::strcpy(ext.id, "fake");
    std::strcpy(ext.name, "a card of the test");
    ext.poll_fd = card().bell;
    ext.callback = &all;
    const int error = ::snd_ctl_ext_create(&ext, name, mode);
    *handlep = ext.handle;
    return error;
}

SND_CTL_PLUGIN_SYMBOL(fake);
}
