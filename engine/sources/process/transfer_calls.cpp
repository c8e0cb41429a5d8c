// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/sources/process/transfer_calls.h"

#include "engine/sources/process/pieces.h"

#include <cerrno>
#include <memory>

namespace dsproxy::process {

namespace {

bool isWrite(Call call)
{
    return call == Call::Write || call == Call::Writev || call == Call::Pwrite ||
           call == Call::Pwritev || call == Call::Pwritev2;
}

bool isTransfer(Call call)
{
    return isWrite(call) || call == Call::Read || call == Call::Readv || call == Call::Preadv2;
}

/// Positioned calls fail on a device; preadv2 and pwritev2 have a "no position".
bool isPositioned(const Trapped& call)
{
    switch (call.call) {
    case Call::Pread:
    case Call::Preadv:
    case Call::Pwrite:
    case Call::Pwritev:
        return true;
    case Call::Preadv2:
    case Call::Pwritev2:
        return static_cast<std::int32_t>(call.args[3]) != -1;
    default:
        return false;
    }
}

bool isVectored(Call call)
{
    return call != Call::Read && call != Call::Write;
}

std::expected<std::vector<Piece>, int> piecesOf(const Trapped& call)
{
    if (isVectored(call.call))
        return Task(call.tid).readVector(call.args[1], call.args[2], call.abi);
    constexpr std::uint64_t countMax = 0x7ffff000;  // as the kernel limits one transfer
    return std::vector{Piece{call.args[1], std::min(call.args[2], countMax)}};
}

Reply countOr(const Pieces& pieces, int error)
{
    if (pieces.done() > 0 || error == 0)
        return Reply::success(static_cast<std::int64_t>(pieces.done()));
    return Reply::error(error);
}

/// Somebody else blocks in a transfer of this direction: whoever comes later waits behind.
bool queueAhead(const Open& open, Call call)
{
    return std::ranges::any_of(open.waiting, [&](const WaitingCall& waiting) {
        return isTransfer(waiting.call.call) && isWrite(waiting.call.call) == isWrite(call);
    });
}

/// Moves what fits. Returns an errno when the program's memory ends; 0 otherwise.
int pushPcm(const Session& session, const Trapped& call, Open& open, Pieces& pieces,
            std::uint64_t now_ns)
{
    oss_stream& play = open.dsp.play;
    std::uint32_t effects = 0;
    int error = 0;
    while (pieces.left() > 0 && error == 0) {
        const std::size_t bytes = std::min(pieces.left(), open.playback.space(play));
        if (bytes == 0)
            break;
        const auto got =
            Task(call.tid).readSome(pieces.next(bytes), open.playback.target(play, bytes));
        if (!session.listener.valid(call))
            return EINTR;
        if (!got) {
            error = got.error();
            break;
        }
        session.device.announce(open, now_ns);
        effects |= oss_play_commit(&play, static_cast<u32>(*got), now_ns);
        pieces.advance(*got);
        open.dsp.moved = true;
        open.dsp.space_queries = 0;
    }
    session.device.apply(open, effects, now_ns, {});
    session.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    return error;
}

int pullPcm(const Session& session, const Trapped& call, Open& open, Pieces& pieces,
            std::uint64_t now_ns)
{
    oss_stream& capture = open.dsp.capture;
    while (pieces.left() > 0) {
        const auto left = static_cast<u32>(std::min<std::size_t>(pieces.left(), OSS_BUFFER_MAX));
        const std::size_t bytes = oss_capture_takable(&capture, left);
        if (bytes == 0)
            break;
        if (!session.listener.valid(call))
            return EINTR;
        const auto put =
            Task(call.tid).writeSome(pieces.next(bytes), open.capture.source(capture, bytes));
        if (!put)
            return put.error();
        oss_capture_consume(&capture, static_cast<u32>(*put));
        pieces.advance(*put);
        open.dsp.moved = true;
        open.dsp.space_queries = 0;
        session.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    }
    return 0;
}

}  // namespace

Reply TransferCalls::handle(const Trapped& call, std::uint64_t now_ns)
{
    const Found found = session_.findArgument(call, 0, now_ns);
    if (!found)
        return Reply::passOn();
    Open& open = *found.open;
    const bool writing = isWrite(call.call);
    if (writing ? !open.mode.mayWrite() : !open.mode.mayRead())
        return Reply::error(EBADF);
    if (writing ? !open.mode.write : !open.mode.read)
        return Reply::error(ENXIO);
    if (isPositioned(call))
        return Reply::error(ESPIPE);
    auto pieces = piecesOf(call);
    if (!pieces)
        return Reply::error(pieces.error());
    if (open.node.node == OSS_NODE_SNDSTAT)
        return readSndstat(call, open, *pieces);
    if (!open.isDsp())
        return Reply::error(EINVAL);
    session_.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    return writing ? write(call, open, std::move(*pieces), now_ns)
                   : read(call, open, std::move(*pieces), now_ns);
}

/// The pieces of a call; where the kernel repeats a suspended one, those that it has left.
std::shared_ptr<Pieces> TransferCalls::resume(const Trapped& call, const Open& open,
                                              std::vector<Piece> list)
{
    auto& suspended = session_.suspended;
    const auto same_task = [&](const auto& one) { return one.call.tid == call.tid; };
    const auto found = std::ranges::find_if(suspended, same_task);
    std::shared_ptr<Pieces> pieces;
    if (found != suspended.end() && found->open == &open && found->call.call == call.call &&
        found->call.args == call.args)
        pieces = found->pieces;
    std::erase_if(suspended, same_task);
    return pieces ? pieces : std::make_shared<Pieces>(std::move(list));
}

/// The answer of a transfer that ends here, with what it has done.
Reply TransferCalls::finish(const Trapped& call, const Open& open, const Pieces& pieces, int error,
                            std::uint64_t now_ns)
{
    if (isWrite(call.call))
        session_.device.tellWritten(open, pieces.done(), now_ns, {call.tid, {}});
    return countOr(pieces, error);
}

Reply TransferCalls::interrupt(const Trapped& call, Open& open,
                               const std::shared_ptr<Pieces>& pieces, Interruption interruption,
                               std::uint64_t now_ns)
{
    // A handler must see what was done; a stop must not be seen at all.
    if (interruption.handled || pieces->done() == 0 || interruption.error == EINTR)
        return finish(call, open, *pieces, interruption.error, now_ns);
    session_.suspended.push_back({call, &open, pieces});
    return Reply::error(interruption.error);
}

/// Moves what can be moved now; the rest while the program waits.
Reply TransferCalls::transfer(const Trapped& call, Open& open, std::vector<Piece> list, Move move,
                              std::uint64_t now_ns)
{
    const auto pieces = resume(call, open, std::move(list));
    const int error = queueAhead(open, call.call) ? 0 : move(session_, call, open, *pieces, now_ns);
    if (pieces->left() == 0 || error != 0)
        return finish(call, open, *pieces, error, now_ns);
    if (oss_dsp_nonblock(&open.dsp, !isWrite(call.call)))
        return finish(call, open, *pieces, EAGAIN, now_ns);
    const auto proceed = [this, call, &open, pieces, move](
                             std::uint64_t now, Interruption interruption) -> std::optional<Reply> {
        const int failure = move(session_, call, open, *pieces, now);
        if (pieces->left() == 0 || failure != 0)
            return finish(call, open, *pieces, failure, now);
        return interruption ? std::optional(interrupt(call, open, pieces, interruption, now))
                            : std::nullopt;
    };
    return session_.wait(open, {call, proceed, call.fd(), isWrite(call.call) ? pieces : nullptr});
}

Reply TransferCalls::write(const Trapped& call, Open& open, std::vector<Piece> list,
                           std::uint64_t now_ns)
{
    if (open.dsp.play.mapped) {
        session_.device.apply(open, oss_dsp_misuse(&open.dsp, OSS_MISUSE_RW_AFTER_MMAP), now_ns,
                              session_.lookup.actor(Task(call.tid), now_ns));
        return Reply::error(ENXIO);
    }
    return transfer(call, open, std::move(list), pushPcm, now_ns);
}

Reply TransferCalls::read(const Trapped& call, Open& open, std::vector<Piece> list,
                          std::uint64_t now_ns)
{
    if (open.dsp.capture.mapped)
        return Reply::error(ENXIO);
    session_.device.apply(open, oss_capture_start(&open.dsp.capture, now_ns), now_ns, {});
    session_.device.settle(open, now_ns, Session::endOf(call, call.fd()));
    return transfer(call, open, std::move(list), pullPcm, now_ns);
}

Reply TransferCalls::readSndstat(const Trapped& call, Open& open, const std::vector<Piece>& pieces)
{
    std::string text = session_.device.sndstat();
    text.erase(0, std::min(open.text_read, text.size()));
    if (text.empty() || !session_.listener.valid(call))
        return Reply::success(0);
    const auto bytes = std::as_writable_bytes(std::span(text));
    const auto put = Task(call.tid).writeSome(pieces, std::array{bytes});
    if (!put)
        return Reply::error(put.error());
    open.text_read += *put;
    return Reply::success(static_cast<std::int64_t>(*put));
}

}  // namespace dsproxy::process
