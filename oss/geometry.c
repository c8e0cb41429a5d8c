// SPDX-License-Identifier: GPL-2.0 OR MIT
#include "stream.h"

#define DEFAULT_FRAGMENTS 16u
#define DEFAULT_MIN 1024u
#define UNLIMITED 0x7fffu
#define UNLIMITED_BYTES 65536u	/* what "as many as fit" means at the least */
#define UNLIMITED_FRAGMENTS 4u

/* Timers run at this rate at most, whatever a program asks. Rule: oss-semantics.md SETFRAGMENT. */
#define FRAGMENT_RATE_MAX 2048u

static u32 power_of_two_below(u32 n)
{
	u32 power = 1;

	while (power <= n / 2)
		power *= 2;
	return power;
}

static u32 default_buffer(const struct oss_params *params)
{
	u32 bytes = power_of_two_below(oss_byte_rate(params) / 2);

	if (bytes < DEFAULT_MIN)
		return DEFAULT_MIN;
	return bytes > OSS_BUFFER_MAX ? OSS_BUFFER_MAX : bytes;
}

/* SIZE is a power of two; the result is not smaller than what the timers can follow. */
static u32 bounded_size(const struct oss_params *params, u32 size)
{
	if (size < OSS_FRAGMENT_MIN)
		size = OSS_FRAGMENT_MIN;
	while (size < OSS_FRAGMENT_MAX && (u64)size * FRAGMENT_RATE_MAX < oss_byte_rate(params))
		size *= 2;
	return size > OSS_FRAGMENT_MAX ? OSS_FRAGMENT_MAX : size;
}

static u32 whole_frames(const struct oss_params *params, u32 size)
{
	u32 frame = oss_frame_bytes(params);

	return size < frame ? frame : size - size % frame;
}

static u32 asked_count(const struct oss_params *params, u32 count, u32 size)
{
	u32 bytes = default_buffer(params);

	if (count != 0 && count < UNLIMITED)
		return count;
	if (bytes < UNLIMITED_BYTES)
		bytes = UNLIMITED_BYTES;
	return bytes / size < UNLIMITED_FRAGMENTS ? UNLIMITED_FRAGMENTS : bytes / size;
}

struct oss_geometry oss_geometry_for(const struct oss_params *params,
				     const struct oss_fragment_request *request)
{
	u32 buffer = default_buffer(params);
	u32 divide = request->subdivide ? request->subdivide : 1;
	u32 size = buffer / DEFAULT_FRAGMENTS / divide;
	struct oss_geometry g;
	u32 count;

	if (request->asked)
		size = request->size_shift < 31 ? 1u << request->size_shift : OSS_FRAGMENT_MAX;
	size = bounded_size(params, size);
	count = request->asked ? asked_count(params, request->count, size) : buffer / size;

	g.fragment_bytes = whole_frames(params, size);
	if (count > OSS_BUFFER_MAX / g.fragment_bytes)
		count = OSS_BUFFER_MAX / g.fragment_bytes;
	g.fragments = count < OSS_FRAGMENTS_MIN ? OSS_FRAGMENTS_MIN : count;
	return g;
}
