// SPDX-License-Identifier: GPL-2.0-or-later
/// The mixer. Every volume that a case changes is set back.
#include "case.h"
#include "child.h"
#include "device.h"
#include "options.h"
#include "report.h"

#include <cstring>
#include <vector>

namespace dsproxy::check {

namespace {

Device openMixer(int flags = O_RDWR)
{
    Device mixer(options().mixerNode(), flags);
    const int error = mixer.opened().error;
    if (error == ENOENT || error == ENODEV || error == ENXIO)
        skip("no mixer node " + options().mixerNode());
    require(ok("open of the mixer", mixer.opened()));
    return mixer;
}

/// Puts back the volume of a channel.
class KeepVolume {
public:
    KeepVolume(const Device& mixer, int channel)
        : fd_(mixer.fd()), channel_(channel), volume_(mixer.must(MIXER_READ(channel)))
    {
    }
    KeepVolume(const KeepVolume&) = delete;
    KeepVolume& operator=(const KeepVolume&) = delete;
    ~KeepVolume() { ::ioctl(fd_, MIXER_WRITE(channel_), &volume_); }

private:
    int fd_;
    int channel_;
    int volume_;
};

int firstStereo(const Device& mixer)
{
    const int mask = mixer.must(SOUND_MIXER_READ_STEREODEVS);
    for (const int channel : {SOUND_MIXER_PCM, SOUND_MIXER_VOLUME, SOUND_MIXER_LINE}) {
        if (mask & 1 << channel)
            return channel;
    }
    skip("no stereo channel that one may change");
}

void masks()
{
    const Device mixer = openMixer();
    const int devices = mixer.must(SOUND_MIXER_READ_DEVMASK);
    expect(isTrue("DEVMASK has a channel", devices != 0));
    const int stereo = mixer.must(SOUND_MIXER_READ_STEREODEVS);
    const int recordable = mixer.must(SOUND_MIXER_READ_RECMASK);
    const int source = mixer.must(SOUND_MIXER_READ_RECSRC);
    expect(eqHex("STEREODEVS outside DEVMASK", stereo & ~devices, 0));
    expect(eqHex("RECMASK outside DEVMASK", recordable & ~devices, 0));
    expect(eqHex("RECSRC outside RECMASK", source & ~recordable, 0));
    expect(ok("READ_CAPS", mixer.get(SOUND_MIXER_READ_CAPS)));
    if (!options().strict)
        return;
    expect(eqHex("DEVMASK & (VOLUME|PCM)", devices & (SOUND_MASK_VOLUME | SOUND_MASK_PCM),
                 SOUND_MASK_VOLUME | SOUND_MASK_PCM));
}

void volumesAreRead()
{
    const Device mixer = openMixer();
    const int devices = mixer.must(SOUND_MIXER_READ_DEVMASK);
    for (int channel = 0; channel < SOUND_MIXER_NRDEVICES; ++channel) {
        const Answer answer = mixer.get(MIXER_READ(channel));
        const std::string name = "volume of channel " + show(channel);
        if (!(devices & 1 << channel)) {
            // Linux' own mixer answers 0.
            if (options().strict)
                expect(fails(name + ", not in DEVMASK", answer, EINVAL));
            continue;
        }
        expect(ok(name, answer));
        expect(between("left " + name, answer.value & 0xff, 0, 100));
        expect(between("right " + name, answer.value >> 8 & 0xff, 0, 100));
    }
}

void exactVolumes()
{
    const Device mixer = openMixer();
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    for (const int volume : {0x0000, 0x6464, 0x3219, 0x6400, 0x0064, 0x0101}) {
        expect(eqHex("WRITE", mixer.must(MIXER_WRITE(channel), volume), volume));
        expect(eqHex("READ", mixer.must(MIXER_READ(channel)), volume));
    }
}

void roughVolumes()
{
    const Device mixer = openMixer();
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    for (const int volume : {0, 50, 100}) {
        mixer.must(MIXER_WRITE(channel), volume | volume << 8);
        const int answer = mixer.must(MIXER_READ(channel));
        expect(between("left volume", answer & 0xff, volume - 10, volume + 10));
        expect(between("right volume", answer >> 8 & 0xff, volume - 10, volume + 10));
    }
}

void everyChannelIsItsOwn()
{
    const Device mixer = openMixer();
    const int stereo = mixer.must(SOUND_MIXER_READ_STEREODEVS);
    const int devices = mixer.must(SOUND_MIXER_READ_DEVMASK);
    std::vector<int> channels;
    for (int i = 0; i < SOUND_MIXER_NRDEVICES; ++i)
        if (devices & 1 << i)
            channels.push_back(i);
    int before[SOUND_MIXER_NRDEVICES] = {};
    for (const int i : channels)
        before[i] = mixer.must(MIXER_READ(i));
    for (const int i : channels)
        mixer.must(MIXER_WRITE(i), i | (i + 1) << 8);
    for (const int i : channels) {
        const int right = stereo & 1 << i ? i + 1 : i;
        expect(eqHex("volume of channel " + show(i), mixer.must(MIXER_READ(i)), i | right << 8));
    }
    for (const int i : channels)
        mixer.must(MIXER_WRITE(i), before[i]);
}

void clamped()
{
    const Device mixer = openMixer();
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    const struct {
        int asked, answered;
    } rows[] = {{0xffff, 0x6464}, {0x6565, 0x6464}, {0xc832, 0x6432}, {0x32c8, 0x3264}};
    for (const auto& row : rows) {
        expect(eqHex("WRITE of " + hex(row.asked), mixer.must(MIXER_WRITE(channel), row.asked),
                     row.answered));
        expect(eqHex("READ", mixer.must(MIXER_READ(channel)), row.answered));
    }
}

mixer_info infoOf(const Device& mixer)
{
    mixer_info info{};
    require(ok("SOUND_MIXER_INFO", mixer.call(SOUND_MIXER_INFO, &info)));
    return info;
}

void info()
{
    const Device mixer = openMixer();
    mixer_info info{};
    std::memset(&info, 0x5a, sizeof info);
    require(ok("SOUND_MIXER_INFO", mixer.call(SOUND_MIXER_INFO, &info)));
    expect(between("length of id", ::strnlen(info.id, sizeof info.id), std::size_t{1},
                   sizeof info.id - 1));
    expect(between("length of name", ::strnlen(info.name, sizeof info.name), std::size_t{1},
                   sizeof info.name - 1));
#ifdef SOUND_OLD_MIXER_INFO
    _old_mixer_info old{};
    if (mixer.call(SOUND_OLD_MIXER_INFO, &old).ok()) {
        expect(eq("id of SOUND_OLD_MIXER_INFO", std::string(old.id), std::string(info.id)));
        expect(eq("name of SOUND_OLD_MIXER_INFO", std::string(old.name), std::string(info.name)));
    }
#endif
}

void modifyCounter()
{
    const Device mixer = openMixer();
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    mixer.must(MIXER_WRITE(channel), 0x1414);
    const int before = infoOf(mixer).modify_counter;
    mixer.must(MIXER_WRITE(channel), 0x1e1e);
    const int changed = infoOf(mixer).modify_counter;
    expect(atLeast("modify_counter after a change", changed, before + 1));
    mixer.must(MIXER_WRITE(channel), 0x1e1e);
    mixer.must(MIXER_READ(channel));
    expect(eq("modify_counter after no change", infoOf(mixer).modify_counter, changed));
}

void recordSource()
{
    const Device mixer = openMixer();
    const int recordable = mixer.must(SOUND_MIXER_READ_RECMASK);
    const int before = mixer.must(SOUND_MIXER_READ_RECSRC);
    const int line = recordable & SOUND_MASK_LINE ? SOUND_MASK_LINE : recordable & -recordable;
    if (!line)
        skip("nothing to record from");
    const int answer = mixer.must(SOUND_MIXER_WRITE_RECSRC, line);
    expect(eqHex("READ_RECSRC", mixer.must(SOUND_MIXER_READ_RECSRC), answer));
    if (options().strict) {
        expect(eqHex("WRITE_RECSRC", answer, line));
        expect(eqHex("WRITE_RECSRC of all", mixer.must(SOUND_MIXER_WRITE_RECSRC, -1), recordable));
    }
    mixer.must(SOUND_MIXER_WRITE_RECSRC, before);
}

void throughDsp()
{
    const Device mixer = openMixer();
    const Device dsp(O_WRONLY);
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    expect(eqHex("DEVMASK through the dsp", dsp.must(SOUND_MIXER_READ_DEVMASK),
                 mixer.must(SOUND_MIXER_READ_DEVMASK)));
    const int written = dsp.must(MIXER_WRITE(channel), 0x2828);
    expect(eqHex("volume that the dsp set", mixer.must(MIXER_READ(channel)), written));
}

void sharedByOpens()
{
    const Device first = openMixer();
    const Device second = openMixer(O_RDONLY);
    const int channel = firstStereo(first);
    const KeepVolume keep(first, channel);
    const int written = first.must(MIXER_WRITE(channel), 0x3c3c);
    expect(eqHex("volume in another open", second.must(MIXER_READ(channel)), written));
    Child child([&] {
        const Device third = openMixer();
        require(eqHex("volume in another program", third.must(MIXER_READ(channel)), written));
    });
    child.expectDone();
}

void survivesClose()
{
    int written = 0;
    int before = 0;
    int channel = 0;
    {
        const Device mixer = openMixer();
        channel = firstStereo(mixer);
        before = mixer.must(MIXER_READ(channel));
        written = mixer.must(MIXER_WRITE(channel), 0x1919);
    }
    const Device mixer = openMixer();
    expect(eqHex("volume in the next open", mixer.must(MIXER_READ(channel)), written));
    mixer.must(MIXER_WRITE(channel), before);
}

/// As cards and their programs do: setting a volume needs no write access.
void readOnlyMaySet()
{
    const Device mixer = openMixer(O_RDONLY);
    const int channel = firstStereo(mixer);
    const KeepVolume keep(mixer, channel);
    expect(ok("WRITE through a read-only open", mixer.set(MIXER_WRITE(channel), 0x1e1e)));
}

void pcmCallsAreRefused()
{
    const Device mixer = openMixer();
    for (const unsigned long cmd : {static_cast<unsigned long>(SNDCTL_DSP_SPEED),
                                    static_cast<unsigned long>(SNDCTL_DSP_SETFMT),
                                    static_cast<unsigned long>(SNDCTL_DSP_GETODELAY)})
        expect(fails("PCM call on the mixer", mixer.get(cmd), {EINVAL, ENXIO, ENOTTY}));
}

void unknownCalls()
{
    const Device mixer = openMixer();
    const struct {
        const char* name;
        unsigned long cmd;
    } rows[] = {{"_IOR('M', 120, int)", _IOR('M', 120, int)},
                {"_IOR('M', 99, int)", _IOR('M', 99, int)},
                {"_IO('M', 4)", _IO('M', 4)}};
    for (const auto& row : rows) {
        const Answer answer = mixer.get(row.cmd);
        expect(options().strict ? fails(row.name, answer, EINVAL)
                                : fails(row.name, answer, {EINVAL, ENXIO, ENOTTY, EIO}));
    }
}

void noData()
{
    const Device mixer = openMixer();
    char data[16] = {};
    expect(fails("read of the mixer", mixer.read(data, sizeof data), {EINVAL, ENXIO}));
    expect(fails("write to the mixer", mixer.write(data, sizeof data), {EINVAL, ENXIO}));
}

void version()
{
    const Device mixer = openMixer();
    expect(between("OSS_GETVERSION", mixer.must(OSS_GETVERSION), 0x030000, 0x04ffff));
}

constexpr Case cases[] = {
    {"mixer/masks-fit-together", "SOUND_MIXER_READ_DEVMASK", Kind::Common, masks},
    {"mixer/volumes-are-0-to-100", "SOUND_MIXER_READ", Kind::Common, volumesAreRead},
    {"mixer/volumes-are-kept", "SOUND_MIXER_WRITE", Kind::Common, roughVolumes},
    {"mixer/volumes-are-exact", "SOUND_MIXER_WRITE", Kind::Dsproxy, exactVolumes},
    {"mixer/every-channel-is-its-own", "SOUND_MIXER_WRITE", Kind::Dsproxy, everyChannelIsItsOwn},
    {"mixer/volumes-are-clamped", "SOUND_MIXER_WRITE", Kind::Dsproxy, clamped},
    {"mixer/info", "SOUND_MIXER_INFO", Kind::Common, info},
    {"mixer/modify-counter", "SOUND_MIXER_INFO", Kind::Dsproxy, modifyCounter},
    {"mixer/recording-source", "SOUND_MIXER_WRITE_RECSRC", Kind::Common, recordSource},
    {"mixer/through-a-dsp", "SOUND_MIXER_READ", Kind::Common, throughDsp},
    {"mixer/is-shared-by-opens", "SOUND_MIXER_READ", Kind::Common, sharedByOpens},
    {"mixer/survives-close", "SOUND_MIXER_WRITE", Kind::Common, survivesClose},
    {"mixer/read-only-may-set", "SOUND_MIXER_WRITE", Kind::Common, readOnlyMaySet},
    {"mixer/pcm-calls-are-refused", "ioctl", Kind::Dsproxy, pcmCallsAreRefused},
    {"mixer/unknown-calls-are-refused", "ioctl", Kind::Common, unknownCalls},
    {"mixer/read-and-write-are-refused", "read", Kind::Common, noData},
    {"mixer/version", "OSS_GETVERSION", Kind::Common, version},
};

}  // namespace

std::span<const Case> mixerCases()
{
    return cases;
}

}  // namespace dsproxy::check
