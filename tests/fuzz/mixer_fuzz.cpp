// SPDX-License-Identifier: GPL-2.0-or-later
/// Any file that the mixer keeps: of the table after a 't', with a row to set on its last line; of
/// saved volumes after anything else.
#include "engine/mixer/oss_mixer_table.h"
#include "engine/mixer/volumes_text.h"
#include "must.h"

#include <algorithm>
#include <cstdint>

namespace {

using namespace dsproxy;
using fuzz::must;

void mustBeWhole(const OssMixerTable& table, std::string_view text)
{
    must(table.text() == text, "no byte of the text is lost");
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    for (const MixerTableFault& fault : table.faults())
        must(fault.line >= 1 && fault.line <= lines, "a fault is in a line of the text");
    const OssMixerTable again = OssMixerTable::parse(table.listing());
    must(again.faults().empty(), "what is listed is understood");
    must(again.listing() == table.listing(), "and means the same");
}

void readTable(std::string_view text)
{
    OssMixerTable table = OssMixerTable::parse(text);
    mustBeWhole(table, text);
    const auto row = OssMixerTable::parseRow(text.substr(text.rfind('\n') + 1));
    if (!row || !*row)
        return;
    const std::size_t faults = table.faults().size();
    table.set(**row);
    must(table.control((*row)->channel) == (*row)->control, "what was set holds");
    const OssMixerTable again = OssMixerTable::parse(table.text());
    must(again.listing() == table.listing(), "a text says what holds");
    must(again.faults().size() == faults, "and has no other faults");
}

void readVolumes(std::string_view text)
{
    const ParsedVolumes parsed = parseVolumes(text);
    const ParsedVolumes again = parseVolumes(volumesText(parsed.programs));
    must(again.whole, "what is written is understood");
    must(again.programs == parsed.programs, "and means the same");
    for (const ProgramVolumes& program : parsed.programs)
        must(asMixerTakes(program.values) == program.values, "and is what a mixer can have");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.starts_with('t'))
        readTable(text.substr(1));
    else if (!text.empty())
        readVolumes(text.substr(1));
    return 0;
}
