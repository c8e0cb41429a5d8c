// SPDX-License-Identifier: GPL-2.0-or-later
#include "device.h"

#include "names.h"
#include "options.h"
#include "report.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace dsproxy::check {

namespace {

std::string flagsText(int flags)
{
    std::string text = (flags & O_ACCMODE) == O_RDWR     ? "O_RDWR"
                       : (flags & O_ACCMODE) == O_WRONLY ? "O_WRONLY"
                                                         : "O_RDONLY";
    const struct {
        int bit;
        const char* name;
    } bits[] = {{O_NONBLOCK, "|O_NONBLOCK"}, {O_EXCL, "|O_EXCL"},
                {O_CREAT, "|O_CREAT"},       {O_TRUNC, "|O_TRUNC"},
                {O_APPEND, "|O_APPEND"},     {O_DIRECTORY, "|O_DIRECTORY"},
                {O_NOFOLLOW, "|O_NOFOLLOW"}, {O_CLOEXEC, "|O_CLOEXEC"}};
    for (const auto& row : bits)
        text += (flags & row.bit) == row.bit ? row.name : "";
    return text;
}

/// Notes NAME(fd, DETAIL) and, after CALL() has been made, its answer.
template <class F> Answer noted(const char* name, int fd, const std::string& detail, F call)
{
    const unsigned slot = noteBegin(std::string(name) + "(" + std::to_string(fd) + detail + ")");
    const Answer answer = answerOf(call());
    noteEnd(slot, " = " + describe(answer));
    errno = answer.error;
    return answer;
}

}  // namespace

Answer openNode(const std::string& path, int flags)
{
    const unsigned slot = noteBegin("open(" + path + ", " + flagsText(flags) + ")");
    const Answer answer = answerOf(::open(path.c_str(), flags, 0666));
    noteEnd(slot, " = " + describe(answer));
    return answer;
}

Device::Device(int flags) : Device(options().device, flags)
{
    const int error = opened_.error;
    if (!opened_.ok() && error == EBUSY)
        skip("the device can be opened only once at a time");
    if (!opened_.ok() && (flags & O_ACCMODE) != O_WRONLY &&
        (error == ENODEV || error == ENXIO || error == EIO || error == EINVAL))
        skip("the device does not record");
    require(check::ok("open of the device", opened_));
}

Device::Device(const std::string& path, int flags) : opened_(openNode(path, flags))
{
    fd_ = static_cast<int>(opened_.result);
}

Device Device::adopt(int fd)
{
    Device device;
    device.fd_ = fd;
    device.opened_.result = fd;
    return device;
}

Device::Device(Device&& other) noexcept : fd_(other.release()), opened_(other.opened_) {}

Device::~Device()
{
    if (fd_ < 0)
        return;
    ::ioctl(fd_, SNDCTL_DSP_RESET, 0);
    ::close(fd_);
}

int Device::release()
{
    const int fd = fd_;
    fd_ = -1;
    return fd;
}

Answer Device::set(unsigned long cmd, int value) const
{
    int argument = value;
    const unsigned slot = noteBegin("ioctl(" + std::to_string(fd_) + ", " + ioctlName(cmd) + ", [" +
                                    std::to_string(value) + "])");
    Answer answer = answerOf(::ioctl(fd_, cmd, &argument));
    answer.value = argument;
    noteEnd(slot, " = " + describe(answer) + " [" + std::to_string(argument) + "]");
    return answer;
}

Answer Device::call(unsigned long cmd) const
{
    return noted("ioctl", fd_, ", " + ioctlName(cmd), [&] { return ::ioctl(fd_, cmd, 0); });
}

Answer Device::call(unsigned long cmd, void* argument) const
{
    return noted("ioctl", fd_, ", " + ioctlName(cmd) + ", ...",
                 [&] { return ::ioctl(fd_, cmd, argument); });
}

int Device::must(unsigned long cmd, int value, Place place) const
{
    const Answer answer = set(cmd, value);
    require(check::ok(ioctlName(cmd), answer), place);
    return answer.value;
}

audio_buf_info Device::ospace(Place place) const
{
    audio_buf_info space{};
    require(check::ok("SNDCTL_DSP_GETOSPACE", call(SNDCTL_DSP_GETOSPACE, &space)), place);
    return space;
}

audio_buf_info Device::ispace(Place place) const
{
    audio_buf_info space{};
    require(check::ok("SNDCTL_DSP_GETISPACE", call(SNDCTL_DSP_GETISPACE, &space)), place);
    return space;
}

count_info Device::optr(Place place) const
{
    count_info count{};
    require(check::ok("SNDCTL_DSP_GETOPTR", call(SNDCTL_DSP_GETOPTR, &count)), place);
    return count;
}

count_info Device::iptr(Place place) const
{
    count_info count{};
    require(check::ok("SNDCTL_DSP_GETIPTR", call(SNDCTL_DSP_GETIPTR, &count)), place);
    return count;
}

int Device::odelay(Place place) const
{
    return must(SNDCTL_DSP_GETODELAY, 0, place);
}

void Device::params(int format, int channels, int rate, Place place) const
{
    const int afmt = must(SNDCTL_DSP_SETFMT, format, place);
    require(eqHex("SNDCTL_DSP_SETFMT", static_cast<unsigned>(afmt), static_cast<unsigned>(format)),
            place);
    require(eq("SNDCTL_DSP_CHANNELS", must(SNDCTL_DSP_CHANNELS, channels, place), channels), place);
    const int answered = must(SNDCTL_DSP_SPEED, rate, place);
    if (options().strict)
        require(eq("SNDCTL_DSP_SPEED", answered, rate), place);
    else
        require(between("SNDCTL_DSP_SPEED", answered, rate - rate / 10, rate + rate / 10), place);
}

void Device::fragments(int count, int shift, Place place) const
{
    must(SNDCTL_DSP_SETFRAGMENT, count << 16 | shift, place);
}

void Device::hold(Place place) const
{
    must(SNDCTL_DSP_SETTRIGGER, 0, place);
}

void Device::triggerOn(int bits, Place place) const
{
    must(SNDCTL_DSP_SETTRIGGER, bits, place);
}

Answer Device::write(const void* data, std::size_t bytes) const
{
    return noted("write", fd_, ", " + std::to_string(bytes) + " bytes",
                 [&] { return ::write(fd_, data, bytes); });
}

Answer Device::write(std::size_t bytes) const
{
    const std::vector<char> zeros(bytes + 1, '\0');
    return write(zeros.data(), bytes);
}

Answer Device::read(void* data, std::size_t bytes) const
{
    return noted("read", fd_, ", " + std::to_string(bytes) + " bytes",
                 [&] { return ::read(fd_, data, bytes); });
}

Answer Device::read(std::size_t bytes) const
{
    std::vector<char> data(bytes + 1);
    return read(data.data(), bytes);
}

Answer Device::close()
{
    const int fd = release();
    return noted("close", fd, "", [&] { return ::close(fd); });
}

void Device::setNonblock(bool on) const
{
    const int flags = ::fcntl(fd_, F_GETFL);
    const int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    const Answer answer = noted("fcntl", fd_, on ? ", F_SETFL, O_NONBLOCK" : ", F_SETFL, 0",
                                [&] { return ::fcntl(fd_, F_SETFL, wanted); });
    require(check::ok("fcntl(F_SETFL)", answer));
}

long fillUp(const Device& dsp, std::size_t chunk, Place place)
{
    long sum = 0;
    while (sum < (64 << 20)) {
        const Answer answer = dsp.write(chunk);
        if (!answer.ok()) {
            require(fails("non-blocking write when full", answer, EAGAIN), place);
            return sum;
        }
        require(atLeast("non-blocking write", answer.result, 1L), place);
        sum += answer.result;
    }
    require(isTrue("a stopped device is full at some time", false), place);
    return sum;
}

}  // namespace dsproxy::check
