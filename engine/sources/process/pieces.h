// SPDX-License-Identifier: GPL-2.0-or-later
/// A list of pieces of the program's memory that is used up from its beginning.
#pragma once

#include "engine/sources/process/task.h"

#include <algorithm>
#include <vector>

namespace dsproxy::process {

class Pieces {
public:
    explicit Pieces(std::vector<Piece> pieces) : pieces_(std::move(pieces))
    {
        for (const Piece& piece : pieces_)
            left_ += piece.bytes;
    }

    std::size_t left() const { return left_; }
    std::size_t done() const { return done_; }

    /// The next `bytes` bytes (at most left()).
    std::vector<Piece> next(std::size_t bytes) const
    {
        std::vector<Piece> result;
        for (std::size_t i = index_; i < pieces_.size() && bytes > 0; ++i) {
            Piece piece = pieces_[i];
            if (i == index_)
                piece = {piece.address + offset_, piece.bytes - offset_};
            piece.bytes = std::min(piece.bytes, bytes);
            bytes -= piece.bytes;
            if (piece.bytes > 0)
                result.push_back(piece);
        }
        return result;
    }

    void advance(std::size_t bytes)
    {
        left_ -= bytes;
        done_ += bytes;
        offset_ += bytes;
        while (index_ < pieces_.size() && offset_ >= pieces_[index_].bytes)
            offset_ -= pieces_[index_++].bytes;
    }

private:
    std::vector<Piece> pieces_;
    std::size_t index_ = 0;
    std::size_t offset_ = 0;
    std::size_t left_ = 0;
    std::size_t done_ = 0;
};

}  // namespace dsproxy::process
