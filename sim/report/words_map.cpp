// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

namespace vedette {

namespace {

// clang-format off
constexpr Word kMapWords[] = {
    {"pick.floor", "Floor", "楼层"},
    {"map.ground", "ground", "地面层"},
    {"map.floor", "{building}, floor {floor}", "{building} {floor} 层"},
    {"map.area", "{name}, level {level}", "{name}，{level} 级"},
    {"door.plain", "door", "普通门"},
    {"door.none", "without a lock", "无锁"},
    {"door.key", "key", "钥匙"},
    {"door.badge", "badge", "刷卡"},
    {"map.lead", "Each dot is an incident, in the colour of its response time. Choose one for its stages.", "每个点为一起事件，颜色表示响应时间。点选可查看各环节。"},
    {"map.label", "Map of the city and the site in metres", "城市与场所地图（米）"},
    {"map.layers", "Map layers", "图层"},
    {"map.response", "Reached after {span}", "{span} 后到达"},
    {"map.chain", "All stages", "查看各环节"},
    {"map.show", "Show on the map", "在地图上显示"},
    {"map.zoom_in", "Zoom in", "放大"},
    {"map.zoom_out", "Zoom out", "缩小"},
    {"map.to_city", "Whole city", "全城"},
    {"map.to_site", "Site", "场所"},
    {"map.some", "{shown} of {total} incidents are on the map: all intrusions, the worst cases, and an even choice of the others.", "地图显示 {total} 起事件中的 {shown} 起：全部入侵、最慢的情况，以及其余事件的均匀抽取。"},
    {"layer.cells", "Patrol cells", "巡逻网格"},
    {"layer.reach", "Reach of the stations", "警务工作站处警圈"},
    {"layer.busy", "Calls reached, by cell", "各网格警情到达率"},
    {"reach.note", "How far somebody from the nearest station comes on free roads by siren (ordinary speed × {factor}), turnout not counted; all are at home and free.", "自最近警务工作站出发、道路畅通、鸣警笛行驶（通常车速 × {factor}）可达的范围，不计出动准备；假定警力均在站且空闲。"},
    {"reach.within", "within {n} min: {share} of places", "{n} 分钟内：{share} 的地点"},
    {"reach.none", "no way leads there", "无路可达"},
    {"busy.note", "Share of the recorded calls (replication {n}) that were reached within the mark, with units as busy as they were. Touch a cell for its number of calls: few calls say little.", "所记录警情（第 {n} 次仿真）中在时限内到达的比例，已含警力被占用的影响。点按网格可查看警情数；警情过少时参考意义有限。"},
    {"busy.none", "no data: no calls", "无数据：没有警情"},
    {"busy.cell", "{name}: {share} of {n} calls within {mark} min", "{name}：{n} 起警情中 {share} 在 {mark} 分钟内到达"},
    {"busy.cell_none", "{name}: no calls", "{name}：没有警情"},
    {"pick.mark", "Reached within", "到达时限"},
    {"layer.roads", "Roads", "道路"},
    {"layer.districts", "Districts", "辖区"},
    {"layer.site", "Buildings and fences", "建筑与围栏"},
    {"layer.floor", "Rooms, walls, doors", "房间、墙体、门"},
    {"layer.areas", "Areas by security level", "按安全等级的区域"},
    {"layer.cameras", "Cameras", "摄像机"},
    {"layer.stations", "Stations", "警务工作站"},
    {"layer.calls", "Calls", "警情"},
    {"layer.tasks", "Tasks", "任务"},
    {"layer.nuisance", "Nuisance alarms", "误报"},
    {"layer.intruders", "Intrusions", "入侵"},
};
// clang-format on

}  // namespace

std::span<const Word> map_words() {
  return kMapWords;
}

}  // namespace vedette
