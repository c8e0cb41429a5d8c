// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/card/card_list.h"

#include "engine/card/quiet_alsa.h"

#include <alsa/asoundlib.h>

#include <algorithm>

namespace dsproxy {
namespace {

struct CloseControl {
    void operator()(snd_ctl_t* control) const { snd_ctl_close(control); }
};
struct FreeText {
    void operator()(char* text) const { std::free(text); }
};
struct FreeHints {
    void operator()(void** hints) const { snd_device_name_free_hint(hints); }
};

/// Name of a device's PCM in one direction; empty when it has none.
std::string pcmName(snd_ctl_t* control, int device, snd_pcm_stream_t stream)
{
    snd_pcm_info_t* info = nullptr;
    snd_pcm_info_alloca(&info);
    snd_pcm_info_set_device(info, static_cast<unsigned>(device));
    snd_pcm_info_set_stream(info, stream);
    if (snd_ctl_pcm_info(control, info) < 0)
        return {};
    const std::string name = snd_pcm_info_get_name(info);
    return name.empty() ? snd_pcm_info_get_id(info) : name;
}

void listCard(int card, std::vector<DeviceFacts>& facts)
{
    const std::string name = "hw:" + std::to_string(card);
    snd_ctl_t* opened = nullptr;
    if (snd_ctl_open(&opened, name.c_str(), SND_CTL_NONBLOCK) < 0)
        return;
    const std::unique_ptr<snd_ctl_t, CloseControl> control(opened);
    char* title = nullptr;
    snd_card_get_name(card, &title);
    const std::unique_ptr<char, FreeText> card_name(title);

    for (int device = -1; snd_ctl_pcm_next_device(opened, &device) == 0 && device >= 0;) {
        const std::string playback = pcmName(opened, device, SND_PCM_STREAM_PLAYBACK);
        const std::string capture = pcmName(opened, device, SND_PCM_STREAM_CAPTURE);
        facts.push_back(
            {"card:" + name + "," + std::to_string(device),
             std::string(title ? title : name) + ", " + (playback.empty() ? capture : playback),
             !playback.empty(), !capture.empty()});
    }
}

std::string hintText(const void* hint, const char* id)
{
    const std::unique_ptr<char, FreeText> text(snd_device_name_get_hint(hint, id));
    return text ? text.get() : std::string();
}

/// Those that are not the same cards under one more name.
void listNamed(std::vector<DeviceFacts>& facts)
{
    void** found = nullptr;
    if (snd_device_name_hint(-1, "pcm", &found) < 0)
        return;
    const std::unique_ptr<void*, FreeHints> hints(found);
    for (void** hint = found; *hint; ++hint) {
        const std::string name = hintText(*hint, "NAME");
        if (name.empty() || name.contains("CARD="))
            continue;
        const std::string direction = hintText(*hint, "IOID");  // none: both
        std::string description = hintText(*hint, "DESC");
        std::ranges::replace(description, '\n', ' ');
        facts.push_back({"card:" + name, description, direction != "Input", direction != "Output"});
    }
}

}  // namespace

std::vector<DeviceFacts> listCards()
{
    quietAlsa();
    std::vector<DeviceFacts> facts;
    for (int card = -1; snd_card_next(&card) == 0 && card >= 0;)
        listCard(card, facts);
    listNamed(facts);
    return facts;
}

}  // namespace dsproxy
