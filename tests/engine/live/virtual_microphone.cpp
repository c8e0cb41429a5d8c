// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/engine/live/virtual_microphone.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace dsproxy::test {

class VirtualCapture final : public CaptureDevice {
public:
    explicit VirtualCapture(std::shared_ptr<VirtualMicrophone> microphone)
        : kept_(std::move(microphone)), microphone_(*kept_)
    {
    }
    ~VirtualCapture() override
    {
        const std::lock_guard lock(microphone_.mutex_);
        ::close(microphone_.moved_);
        microphone_.moved_ = -1;
        microphone_.changed_.notify_all();
    }

    const DeviceShape& shape() const override { return shape_; }
    Result<Frames> wait(int wake) override;
    std::span<const std::byte> begin(Frames frames) override
    {
        // Gives less than there is, as a ring does.
        const Frames some(std::min(frames.value, shape_.period.value / 2 + 1));
        const std::lock_guard lock(microphone_.mutex_);
        const auto bytes = static_cast<std::size_t>(shape_.format.bytes(some).value);
        lent_.assign(microphone_.said_.begin(),
                     microphone_.said_.begin() + static_cast<std::ptrdiff_t>(bytes));
        return lent_;
    }
    Result<void> commit(Frames frames) override
    {
        const std::lock_guard lock(microphone_.mutex_);
        auto& said = microphone_.said_;
        said.erase(said.begin(), said.begin() + shape_.format.bytes(frames).value);
        microphone_.changed_.notify_all();
        return {};
    }
    std::uint32_t xruns() const override { return 0; }

private:
    std::shared_ptr<VirtualMicrophone> kept_;
    VirtualMicrophone& microphone_;
    DeviceShape shape_{microphone_.format_, Frames(256), Frames(1024)};
    ByteVector lent_;
};

Result<Frames> VirtualCapture::wait(int wake)
{
    pollfd waiting[] = {{wake, POLLIN, 0}, {microphone_.moved_, POLLIN, 0}};
    for (;;) {
        {
            const std::lock_guard lock(microphone_.mutex_);
            if (microphone_.broken_)
                return fail(ErrorCode::System, ENODEV, "virtual");
            const auto bytes = static_cast<std::int64_t>(microphone_.said_.size());
            if (bytes > 0 || (waiting[0].revents & POLLIN))
                return shape_.format.frames(Bytes(bytes));
        }
        ::poll(waiting, 2, -1);
        std::uint64_t count = 0;
        if ((waiting[1].revents & POLLIN) &&
            ::read(microphone_.moved_, &count, sizeof count) != sizeof count)
            return systemError("eventfd");
    }
}

Result<std::unique_ptr<CaptureDevice>> VirtualMicrophone::open(const DeviceRequest&)
{
    const std::lock_guard lock(mutex_);
    if (broken_)
        return fail(ErrorCode::OpenFailed, ENODEV, "virtual");
    moved_ = ::eventfd(0, EFD_CLOEXEC);
    said_.clear();
    ++opens_;
    changed_.notify_all();
    return std::make_unique<VirtualCapture>(shared_from_this());
}

void VirtualMicrophone::breakDown(bool broken)
{
    const std::lock_guard lock(mutex_);
    broken_ = broken;
    if (moved_ >= 0)
        ::eventfd_write(moved_, 1);
}

void VirtualMicrophone::awaitOpen(int opens)
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return moved_ >= 0 && opens_ >= opens; });
}

void VirtualMicrophone::awaitClosed()
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return moved_ < 0; });
}

void VirtualMicrophone::say(const ByteVector& pcm)
{
    std::unique_lock lock(mutex_);
    if (moved_ < 0)
        return;
    said_.insert(said_.end(), pcm.begin(), pcm.end());
    ::eventfd_write(moved_, 1);
    changed_.wait(lock, [this] { return said_.empty() || moved_ < 0; });
}

}  // namespace dsproxy::test
