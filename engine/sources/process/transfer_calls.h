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
    Reply write(const Trapped& call, Open& open, std::vector<Piece> pieces, std::uint64_t now_ns);
    Reply read(const Trapped& call, Open& open, std::vector<Piece> pieces, std::uint64_t now_ns);
    std::shared_ptr<Pieces> resume(const Trapped& call, const Open& open, std::vector<Piece> list);
    Reply interrupt(const Trapped& call, Open& open, const std::shared_ptr<Pieces>& pieces,
                    Interruption interruption);
    Reply readSndstat(const Trapped& call, Open& open, const std::vector<Piece>& pieces);

    Session& session_;
};

}  // namespace dsproxy::process
