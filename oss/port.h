/* SPDX-License-Identifier: GPL-2.0 OR MIT */
/* Where oss/ meets its two worlds: the only #ifdef __KERNEL__ of the folder. */
#ifndef OSS_PORT_H
#define OSS_PORT_H

#ifdef __KERNEL__
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/types.h>
#define oss_div64(dividend, divisor) div64_u64(dividend, divisor)
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
#ifndef __cplusplus
void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int byte, size_t n);
#endif
#define oss_div64(dividend, divisor) ((u64)(dividend) / (u64)(divisor))
#endif

#ifdef __cplusplus
#define OSS_BEGIN_DECLS extern "C" {
#define OSS_END_DECLS }
#else
#define OSS_BEGIN_DECLS
#define OSS_END_DECLS
#endif

/* 32 bit kernels have neither operator for 64 bits. */
static inline u64 oss_mod64(u64 dividend, u64 divisor)
{
	return dividend - oss_div64(dividend, divisor) * divisor;
}

#endif
