// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sinks/converting_sink.h"

namespace dsproxy {

Result<void> ConvertingSink::write(PcmView pcm)
{
    while (!pcm.bytes.empty()) {
        const PcmView next = pcm.take(converter_.block());
        if (auto done = next.format == stored() ? store(next) : convert(next); !done) {
            failed_ = true;
            return done;
        }
    }
    return {};
}

Result<void> ConvertingSink::finish()
{
    Result<void> flushed;
    if (!failed_) {
        converted_.clear();
        flushed = converter_.flush(converted_).and_then([this] { return storeConverted(); });
    }
    const auto ended = end(failed_ || !flushed);
    return flushed ? ended : flushed;
}

Result<void> ConvertingSink::convert(PcmView pcm)
{
    converted_.clear();
    return converter_.push(pcm, converted_).and_then([this] { return storeConverted(); });
}

Result<void> ConvertingSink::storeConverted()
{
    return converted_.empty() ? Result<void>() : store(PcmView{stored(), converted_});
}

}  // namespace dsproxy
