// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/routes/router.h"

#include <algorithm>
#include <utility>

namespace dsproxy {

namespace {

bool has(const Branches& branches, const std::shared_ptr<Branch>& branch)
{
    return std::ranges::find(branches, branch) != branches.end();
}

}  // namespace

std::shared_ptr<Router::Open> Router::find(StreamId stream) const
{
    const std::lock_guard guard(lock_);
    const auto found = opens_.find(stream);
    return found == opens_.end() ? nullptr : found->second;
}

void Router::route(StreamId stream, Branches branches)
{
    if (const auto open = find(stream)) {
        const std::lock_guard guard(open->lock);
        if (!open->closed) {
            open->wanted = std::move(branches);
            open->changed.store(true);
            return;
        }
    }
    for (const auto& branch : branches)
        branch->end();
}

Frames Router::frames(StreamId stream) const
{
    const auto open = find(stream);
    return Frames(open ? open->frames.load() : 0);
}

void Router::open(StreamId stream)
{
    close(stream);
    const std::lock_guard guard(lock_);
    opens_.emplace(stream, std::make_shared<Open>());
}

void Router::format(StreamId stream, const Format& format)
{
    const auto open = find(stream);
    if (!open)
        return;
    follow(*open);
    open->format = format;
    for (const auto& branch : open->branches)
        branch->format(format);
}

/// Takes over what the route has become.
void Router::follow(Open& open)
{
    if (!open.changed.exchange(false))
        return;
    Branches wanted;
    {
        const std::lock_guard guard(open.lock);
        wanted = open.wanted;
    }
    for (const auto& branch : open.branches)
        if (!has(wanted, branch))
            branch->end();
    for (const auto& branch : wanted)
        if (open.format && !has(open.branches, branch))
            branch->format(*open.format);
    open.branches = std::move(wanted);
}

void Router::pcm(StreamId stream, PcmView pcm)
{
    if (stream != last_id_ || !last_) {
        last_ = find(stream);
        last_id_ = stream;
    }
    if (!last_)
        return;
    follow(*last_);
    for (const auto& branch : last_->branches)
        branch->pcm(pcm);
    last_->frames.fetch_add(pcm.frames().value, std::memory_order_relaxed);
}

void Router::close(StreamId stream)
{
    last_.reset();
    std::shared_ptr<Open> open;
    {
        const std::lock_guard guard(lock_);
        if (auto node = opens_.extract(stream))
            open = std::move(node.mapped());
    }
    if (!open)
        return;
    {
        const std::lock_guard guard(open->lock);
        open->closed = true;
    }
    follow(*open);
    for (const auto& branch : open->branches)
        branch->end();
}

void Router::closeAll()
{
    for (;;) {
        StreamId stream;
        {
            const std::lock_guard guard(lock_);
            if (opens_.empty())
                return;
            stream = opens_.begin()->first;
        }
        close(stream);
    }
}

}  // namespace dsproxy
