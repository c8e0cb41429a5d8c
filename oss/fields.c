// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "fields.h"

#include "ioctl.h"

#define FIELD(type, member, kind_, meaning_)                                                       \
	.name = #member, .offset = offsetof(struct type, member),                                  \
	.size = sizeof(((struct type *)0)->member), .kind = OSS_FIELD_##kind_,                     \
	.meaning = OSS_MEANS_##meaning_
#define ANSWER(type, member, kind, meaning) { FIELD(type, member, kind, meaning) }
#define GIVEN(type, member, meaning) { FIELD(type, member, INT, meaning), .given = true }
#define NUMBER(type, member) ANSWER(type, member, INT, NUMBER)
#define MEANING(type, member, meaning) ANSWER(type, member, INT, meaning)
#define TEXT(type, member) ANSWER(type, member, TEXT, NUMBER)
#define END { .name = NULL }

static const struct oss_field errinfo[] = {
	NUMBER(audio_errinfo, play_underruns),
	NUMBER(audio_errinfo, rec_overruns),
	NUMBER(audio_errinfo, play_errorcount),
	NUMBER(audio_errinfo, rec_errorcount),
	NUMBER(audio_errinfo, play_lasterror),
	NUMBER(audio_errinfo, rec_lasterror),
	NUMBER(audio_errinfo, play_errorparm),
	NUMBER(audio_errinfo, rec_errorparm),
	END,
};

static const struct oss_field syncgroup[] = {
	GIVEN(oss_syncgroup, id, NUMBER),
	GIVEN(oss_syncgroup, mode, TRIGGER),
	END,
};

static const struct oss_field count[] = {
	ANSWER(oss_count, samples, U64, NUMBER),
	NUMBER(oss_count, fifo_samples),
	END,
};

static const struct oss_field chnorder[] = {
	{ .name = "order", .offset = 0, .size = 8, .kind = OSS_FIELD_U64,
	  .meaning = OSS_MEANS_HEX, .given = true },
	END,
};

static const struct oss_field peaks[] = {
	{ .name = "left", .offset = 0, .size = 2, .kind = OSS_FIELD_U16 },
	{ .name = "right", .offset = 2, .size = 2, .kind = OSS_FIELD_U16 },
	END,
};

static const struct oss_field sysinfo[] = {
	TEXT(oss_sysinfo, product),
	TEXT(oss_sysinfo, version),
	MEANING(oss_sysinfo, versionnum, VERSION),
	NUMBER(oss_sysinfo, numaudios),
	NUMBER(oss_sysinfo, numaudioengines),
	NUMBER(oss_sysinfo, nummixers),
	NUMBER(oss_sysinfo, numcards),
	END,
};

static const struct oss_field audioinfo[] = {
	GIVEN(oss_audioinfo, dev, NUMBER),
	TEXT(oss_audioinfo, name),
	MEANING(oss_audioinfo, busy, TRIGGER),
	NUMBER(oss_audioinfo, pid),
	MEANING(oss_audioinfo, caps, CAPS),
	MEANING(oss_audioinfo, iformats, FORMATS),
	MEANING(oss_audioinfo, oformats, FORMATS),
	TEXT(oss_audioinfo, cmd),
	TEXT(oss_audioinfo, song_name),
	TEXT(oss_audioinfo, label),
	TEXT(oss_audioinfo, devnode),
	END,
};

static const struct oss_field mixerinfo[] = {
	GIVEN(oss_mixerinfo, dev, NUMBER),
	TEXT(oss_mixerinfo, id),
	TEXT(oss_mixerinfo, name),
	NUMBER(oss_mixerinfo, modify_counter),
	NUMBER(oss_mixerinfo, nrext),
	TEXT(oss_mixerinfo, devnode),
	END,
};

static const struct oss_field card_info[] = {
	GIVEN(oss_card_info, card, NUMBER),
	TEXT(oss_card_info, shortname),
	TEXT(oss_card_info, longname),
	END,
};

static const struct oss_field mixext[] = {
	GIVEN(oss_mixext, dev, NUMBER),
	GIVEN(oss_mixext, ctrl, NUMBER),
	MEANING(oss_mixext, type, CONTROL),
	NUMBER(oss_mixext, minvalue),
	NUMBER(oss_mixext, maxvalue),
	MEANING(oss_mixext, flags, CONTROL_FLAGS),
	TEXT(oss_mixext, id),
	NUMBER(oss_mixext, parent),
	MEANING(oss_mixext, timestamp, HEX),
	TEXT(oss_mixext, extname),
	NUMBER(oss_mixext, update_counter),
	END,
};

static const struct oss_field mixer_value[] = {
	GIVEN(oss_mixer_value, dev, NUMBER),
	GIVEN(oss_mixer_value, ctrl, NUMBER),
	GIVEN(oss_mixer_value, value, HEX),
	GIVEN(oss_mixer_value, timestamp, HEX),
	END,
};

static const struct oss_field enuminfo[] = {
	GIVEN(oss_mixer_enuminfo, dev, NUMBER),
	GIVEN(oss_mixer_enuminfo, ctrl, NUMBER),
	NUMBER(oss_mixer_enuminfo, nvalues),
	END,
};

static const struct oss_field *const layouts[] = {
	[OSS_ARG_ERRINFO] = errinfo,
	[OSS_ARG_SYNCGROUP] = syncgroup,
	[OSS_ARG_COUNT] = count,
	[OSS_ARG_CHNORDER] = chnorder,
	[OSS_ARG_PEAKS] = peaks,
	[OSS_ARG_SYSINFO] = sysinfo,
	[OSS_ARG_AUDIOINFO] = audioinfo,
	[OSS_ARG_MIXERINFO] = mixerinfo,
	[OSS_ARG_CARD_INFO] = card_info,
	[OSS_ARG_MIXEXT] = mixext,
	[OSS_ARG_MIXER_VALUE] = mixer_value,
	[OSS_ARG_ENUMINFO] = enuminfo,
};

const struct oss_field *oss_layout_fields(u32 layout)
{
	return layout < sizeof(layouts) / sizeof(layouts[0]) ? layouts[layout] : NULL;
}
