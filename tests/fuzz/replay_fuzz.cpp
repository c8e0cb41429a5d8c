// SPDX-License-Identifier: GPL-2.0-or-later
/// Any capture file, through all that reads one: what is said of it is plain text, and a replay
/// plays the PCM that it should and ends.
#include "capture_bytes.h"
#include "cli/log/utf8.h"
#include "cli/show/show_text.h"
#include "cli/timing/report.h"
#include "engine/pump/pump.h"
#include "engine/recording/recorder.h"
#include "engine/sources/capture_file/capture_source.h"
#include "must.h"

namespace {

using namespace dsproxy;
using namespace dsproxy::fuzz;

void mustBePlain(std::string text)
{
    std::erase(text, '\n');
    must(isUtf8(text) && text.find('\x1b') == text.npos, "text is plain text");
}

void show(const File& file)
{
    auto reader = CaptureReader::start(inputOf(file), "x.dsp");
    cli::Summary summary;
    cli::Intervals intervals;
    while (reader) {
        const auto record = (*reader)->next();
        if (!record || !*record)
            break;
        std::visit([&](const auto& one) { summary(one); }, **record);
        if (const auto* event = std::get_if<Event>(&**record))
            intervals.take(*event);
    }
    mustBePlain(cli::showText(summary, "x\x1b.dsp"));
    mustBePlain(cli::showJson(summary, "x\x1b.dsp"));
    mustBePlain(cli::timingText({}, intervals));
}

class CountingSink final : public Sink {
public:
    Result<void> write(PcmView pcm) override
    {
        must(!pcm.bytes.empty(), "a sink gets something");
        return {};
    }
    Result<void> finish() override { return {}; }
};

void replay(const File& file)
{
    auto reader = CaptureReader::start(inputOf(file), "x.dsp");
    if (!reader)
        return;
    const auto feed = *Feed::create();
    Recorder recorder(
        {*parseSink("null")}, {}, [](const Notice&) {},
        [](const SinkSpec&, const Format&, const Tags&) {
            return Result<std::unique_ptr<Sink>>(std::make_unique<CountingSink>());
        });
    std::uint64_t count = 0;
    Pump pump(
        *feed, recorder,
        {[&](std::vector<Event> events) { count += events.size(); }, [](const Format&, Frames) {}},
        true);
    const auto source = *CaptureSource::create(std::move(*reader), *feed,
                                               {.free_running = true, .stream = {}, .rest = {}});
    source->start();
    pump.run();
    source->join();
    must(count <= 4 * file.size(), "no more events come out than went in");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Bytes input(data, size);
    const std::uint8_t kind = input.byte();
    const File file = fileOf(kind, input);
    show(file);
    replay(file);
    return 0;
}
