// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/file_player.h"

#include "engine/files/regular_file.h"
#include "engine/pcm/input_file.h"

#include <fcntl.h>
#include <sys/eventfd.h>

#include <mutex>
#include <system_error>
#include <thread>

namespace dsproxy {

namespace {

/// Read at once.
constexpr Nanoseconds piece{50'000'000};

}  // namespace

struct FilePlayer::Work {
    const std::string path;
    const Repeat repeat;
    const std::shared_ptr<InputBranch> branch;
    const UniqueFd stop;
    mutable std::mutex lock{};  ///< of trouble
    std::optional<Error> trouble{};

    Result<InputFile> open() const
    {
        // A FIFO would wait for a writer.
        if (auto regular = openRegular(path, O_RDONLY); !regular)
            return std::unexpected(regular.error());
        return InputFile::open(path);
    }

    void run()
    {
        if (auto file = open()) {
            play(*file);
        } else {
            const std::lock_guard guard(lock);
            trouble = file.error();
        }
        branch->end();
    }

    void play(InputFile& file) const
    {
        const Format format = file.format();
        const Frames frames = std::max(format.frames(piece), Frames(1));
        std::vector<std::byte> buffer(static_cast<std::size_t>(format.bytes(frames).value));
        branch->format(format);
        bool any = false;  // since the beginning of the file
        while (branch->waitForRoom(stop.get())) {
            const auto got = static_cast<std::size_t>(file.read(format, buffer).value);
            branch->pcm({format, std::span(buffer).first(got)});
            any = any || got > 0;
            if (got == buffer.size())
                continue;
            if (repeat == Repeat::Once || !any)
                return;
            file.rewind();
            any = false;
        }
    }
};

FilePlayer::FilePlayer(std::shared_ptr<Work> work, std::shared_ptr<InputBranch> branch)
    : InputConnection(std::move(branch)), work_(std::move(work))
{
}

Result<std::unique_ptr<FilePlayer>> FilePlayer::start(std::string path, Repeat repeat,
                                                      std::shared_ptr<InputBranch> branch)
{
    UniqueFd stop(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop)
        return systemError("eventfd");
    auto work = std::make_shared<Work>(std::move(path), repeat, branch, std::move(stop));
    try {
        std::thread([work] { work->run(); }).detach();
    } catch (const std::system_error& error) {
        return fail(ErrorCode::System, error.code().value(), "thread");
    }
    return std::unique_ptr<FilePlayer>(new FilePlayer(std::move(work), std::move(branch)));
}

FilePlayer::~FilePlayer()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto told = ::write(work_->stop.get(), &one, sizeof one);
}

std::optional<Error> FilePlayer::trouble() const
{
    const std::lock_guard guard(work_->lock);
    return work_->trouble;
}

}  // namespace dsproxy
