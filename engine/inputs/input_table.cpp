// SPDX-License-Identifier: GPL-2.0-or-later
#include "engine/inputs/input_table.h"

#include "engine/inputs/file_player.h"

namespace dsproxy {

namespace {

using link::InputRing;

std::shared_ptr<InputBranch> branchOf(const InputEnd& end, InputRing::State flow)
{
    return std::make_shared<InputBranch>(end.ring, end.format, end.level, flow);
}

/// What another program plays.
class LoopConnection final : public InputConnection {
public:
    LoopConnection(StreamLoops& loops, std::uint32_t stream, std::shared_ptr<InputBranch> branch)
        : InputConnection(std::move(branch)), loops_(loops), stream_(stream)
    {
        loops_.loop(stream_, this->branch());
    }
    ~LoopConnection() override { loops_.unloop(stream_, branch()); }

private:
    StreamLoops& loops_;
    const std::uint32_t stream_;
};

/// A microphone.
class DeviceConnection final : public InputConnection {
public:
    DeviceConnection(LiveSource& source, const Format& wanted, std::shared_ptr<InputBranch> branch)
        : InputConnection(std::move(branch)), source_(source)
    {
        source_.listen(this->branch(), wanted);
    }
    ~DeviceConnection() override { source_.leave(branch()); }

    std::optional<Error> trouble() const override { return source_.state().trouble; }

private:
    LiveSource& source_;
};

}  // namespace

InputTable::InputTable(std::vector<std::string> input, LiveSource::Settings devices,
                       LiveNotify notify, StreamLoops& loops)
    : input_(std::move(input)), devices_(std::move(devices)), notify_(std::move(notify)),
      loops_(loops)
{
}

Result<InputSpec> InputTable::find(const std::string& name) const
{
    auto spec = parseInput(name);
    if (spec && spec->kind == InputSpec::Kind::Default)
        return defaultInput();
    if (spec && spec->kind == InputSpec::Kind::Stream && !loops_.plays(spec->stream))
        return fail(ErrorCode::System, ENOENT, std::to_string(spec->stream));
    return spec;
}

/// The first that makes sense.
InputSpec InputTable::defaultInput() const
{
    for (const std::string& name : input_)
        if (auto spec = parseInput(name); spec && spec->kind != InputSpec::Kind::Default)
            return *spec;
    return {InputSpec::Kind::Silence, {}};
}

/// The one that is asked for; after it those that are set.
std::vector<std::string> InputTable::devicesOf(const std::string& name) const
{
    std::vector<std::string> devices{name};
    for (const std::string& one : input_)
        if (const auto spec = parseInput(one);
            spec && spec->kind == InputSpec::Kind::Device && one != name)
            devices.push_back(one);
    return devices;
}

Result<LiveSource*> InputTable::source(const std::string& name)
{
    auto& source = sources_[name];
    if (!source) {
        LiveSource::Settings settings = devices_;
        settings.devices = devicesOf(name);
        auto made = LiveSource::create(name, std::move(settings), notify_);
        if (!made)
            return std::unexpected(made.error());
        source = std::move(*made);
    }
    return source.get();
}

Result<std::unique_ptr<InputConnection>> InputTable::connect(const InputSpec& spec,
                                                             const InputEnd& end)
{
    using Kind = InputSpec::Kind;
    const auto live = [&] { return branchOf(end, InputRing::State::Live); };
    switch (spec.kind) {
    case Kind::File:
        return FilePlayer::start(spec.name, FilePlayer::Repeat::Once,
                                 branchOf(end, InputRing::State::Coming));
    case Kind::Loop:
        return FilePlayer::start(spec.name, FilePlayer::Repeat::Forever,
                                 branchOf(end, InputRing::State::Coming));
    case Kind::Stream:
        return std::make_unique<LoopConnection>(loops_, spec.stream, live());
    case Kind::Device:
        return source(spec.name).transform(
            [&](LiveSource* found) -> std::unique_ptr<InputConnection> {
                return std::make_unique<DeviceConnection>(*found, end.format, live());
            });
    default:
        return std::make_unique<InputConnection>(live());
    }
}

}  // namespace dsproxy
