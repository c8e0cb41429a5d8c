// SPDX-License-Identifier: GPL-2.0-or-later
/// Calls that move samples: read, write and their vectored and positioned kin.
#pragma once

#include "engine/sources/process/session.h"

namespace dsproxy::process {

class TransferCalls {
public:
    explicit TransferCalls(Session& session) : session_(session) {}
    Reply handle(const Trapped& call, std::uint64_t now_ns);

private:
    /// pushPcm or pullPcm: returns an errno, 0 when all that fits has been moved.
    using Move = int (*)(const Session&, const Trapped&, Open&, Pieces&, std::uint64_t now_ns);
    Reply transfer(const Trapped& call, Open& open, std::vector<Piece> list, Move move,
                   std::uint64_t now_ns);
    Reply write(const Trapped& call, Open& open, std::vector<Piece> pieces, std::uint64_t now_ns);
    Reply read(const Trapped& call, Open& open, std::vector<Piece> pieces, std::uint64_t now_ns);
    std::shared_ptr<Pieces> resume(const Trapped& call, const Open& open, std::vector<Piece> list);
    Reply finish(const Trapped& call, const Open& open, const Pieces& pieces, int error,
                 std::uint64_t now_ns);
    Reply interrupt(const Trapped& call, Open& open, const std::shared_ptr<Pieces>& pieces,
                    Interruption interruption, std::uint64_t now_ns);
    Reply readSndstat(const Trapped& call, Open& open, const std::vector<Piece>& pieces);

    Session& session_;
};

}  // namespace dsproxy::process
