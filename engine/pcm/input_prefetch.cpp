// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/pcm/input_prefetch.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

namespace dsproxy {

namespace {

/// Enough for a disk that sleeps, in bytes: three seconds at CD rate.
constexpr std::size_t ahead = 512 * 1024;
constexpr std::size_t block = 16 * 1024;

class Prefetch final : public CaptureInput {
public:
    Prefetch(InputFile file, Format format)
        : file_(std::move(file)), format_(format), reader_([this] { readAhead(); })
    {
    }

    ~Prefetch() override
    {
        {
            const std::lock_guard guard(lock_);
            stop_ = true;
        }
        room_.notify_one();
        reader_.join();
    }

    std::size_t available() const override
    {
        const std::lock_guard guard(lock_);
        return ready_.size() - taken_;
    }

    bool ended() const override
    {
        const std::lock_guard guard(lock_);
        return ended_ && taken_ == ready_.size();
    }

    std::size_t pull(std::span<std::byte> pcm) override
    {
        const std::lock_guard guard(lock_);
        const std::size_t bytes = std::min(pcm.size(), ready_.size() - taken_);
        std::memcpy(pcm.data(), ready_.data() + taken_, bytes);
        taken_ += bytes;
        if (taken_ >= ahead / 2) {
            ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(taken_));
            taken_ = 0;
            room_.notify_one();
        }
        return bytes;
    }

private:
    void readAhead()
    {
        const auto frame = static_cast<std::size_t>(format_.frameBytes().value);
        std::vector<std::byte> buffer(std::max(block / frame, std::size_t{1}) * frame);
        for (;;) {
            const auto got = static_cast<std::size_t>(file_.read(format_, buffer).value);
            std::unique_lock guard(lock_);
            ready_.insert(ready_.end(), buffer.begin(),
                          buffer.begin() + static_cast<std::ptrdiff_t>(got));
            ended_ = got < buffer.size();
            room_.wait(guard, [this] { return stop_ || ended_ || ready_.size() < ahead; });
            if (stop_ || ended_)
                return;
        }
    }

    InputFile file_;
    Format format_;
    mutable std::mutex lock_;
    std::condition_variable room_;
    std::vector<std::byte> ready_;
    std::size_t taken_ = 0;
    bool ended_ = false;
    bool stop_ = false;
    std::thread reader_;  ///< last: it uses all of the above
};

}  // namespace

Result<std::unique_ptr<FileInputs>> FileInputs::open(const std::string& path)
{
    auto file = InputFile::open(path);
    if (!file)
        return std::unexpected(file.error());
    return std::unique_ptr<FileInputs>(new FileInputs(path));
}

std::unique_ptr<CaptureInput> FileInputs::start(std::uint32_t, Format format)
{
    auto file = InputFile::open(path_);
    // Gone since: the program records silence.
    if (!file)
        return nullptr;
    return std::make_unique<Prefetch>(std::move(*file), format);
}

}  // namespace dsproxy
