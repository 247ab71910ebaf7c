// SPDX-License-Identifier: Apache-2.0
#include "report/words.hpp"

namespace vedette {

namespace {

// clang-format off
constexpr Word kTermWords[] = {
    {"from.program", "Program", "程序版本"},
    {"from.machine", "Report made on", "报告生成环境"},
    {"from.hash", "Scenario, SHA-256", "场景校验值（SHA-256）"},
    {"from.seed", "Seed", "随机种子"},
    {"from.replication", "Recorded", "所记录"},
    {"from.start", "Time 0", "零时刻"},

    {"model.summary", "Numbers that entered the model: {n}, of which {assumed} are assumptions", "模型参数 {n} 项，其中假设 {assumed} 项"},
    {"model.search", "Search", "搜索"},
    {"model.only", "assumptions only", "仅看假设"},
    {"model.count", "{n} of {all}", "{n}/{all}"},
    {"model.path", "Number", "参数"},
    {"model.value", "Value", "取值"},
    {"model.source", "Source", "来源"},
    {"model.assumption", "assumption", "假设"},

    {"term.title", "What each figure means", "指标定义"},
    {"term.response", "Response time", "响应时间"},
    {"term.response_is", "From the call received to the first capable unit on the scene. For an alarm: from the sensor’s report to the first guard or police at the spot.", "从接警到首个具备处置能力的警力到场。报警：从传感器触发到首名警卫或警察到达现场。"},
    {"term.within", "Within", "“……内”"},
    {"term.within_is", "Less than or equal to the mark. Shares are of all calls received, so a call that nobody reached counts as not within.", "小于或等于该时限。比例以全部接到的警情为分母，未到达的警情不计入。"},
    {"term.scene", "Unit assigned", "派警"},
    {"term.scene_is", "From the call received to a unit assigned: the call-taker and the wait for a free unit.", "从接警到指派警力：接警处理与等待空闲警力。"},
    {"term.turnout", "Turnout", "出动准备"},
    {"term.turnout_is", "From a unit assigned to that unit leaving.", "从指派警力到其出发。"},
    {"term.travel", "Travel", "行驶"},
    {"term.travel_is", "From the unit leaving to that unit on the scene.", "从警力出发到其到场。"},
    {"term.complete", "All there", "全部到场"},
    {"term.complete_is", "From the call received to everyone needed on the scene, of the calls that needed more than one unit.", "从接警到所需力量全部到场，仅统计需要多个警力的警情。"},
    {"term.alarm_response", "Judged", "判定"},
    {"term.alarm_response_is", "An operator has decided whether the alarm is real. Confirmed: guards or the police are sent. Dismissed: the alarm is closed as a nuisance.", "值班员已判断报警真伪。确认：派出警卫或通知警察；排除：按误报关闭。"},
    {"term.quantile", "Median, 9 of 10, 95 of 100", "中位数、九成、九成五"},
    {"term.quantile_is", "The time that this share of the reached cases does not exceed (quantile of Hyndman and Fan, type 7: linear between the ordered values).", "已到达事件中相应比例不超过的时间（Hyndman 与 Fan 第 7 类分位数：在排序值之间线性插值）。"},
    {"term.interval", "Interval", "置信区间"},
    {"term.interval_is", "Where the mean over ever more replications lies with the stated confidence (Student’s t over the replications’ figures). Intervals never treat the calls of one run as independent.", "在给定置信度下，大量重复仿真的平均值所在范围（对各次仿真指标用学生 t 分布）。同一次运行中的警情不视为相互独立。"},
    {"term.use", "Busy", "忙碌率"},
    {"term.use_is", "Time spent on incidents divided by time on duty.", "用于处置事件的时间除以在岗时间。"},
    {"term.tasks", "Task", "任务"},
    {"term.tasks_is", "Police work that nobody called for: a warning to follow up, a post, a visit. Done: ended with its work done. In time: of those with a deadline, done within it; one still open at the end counts as late. Tasks do not count among the calls.", "无人报警而产生的勤务：预警核查、岗位、走访。完成：工作做完后结束。按时完成：在有时限的任务中，于时限内完成者；结束时仍未完成的计为超时。任务不计入警情。"},
    {"term.posts", "Post manned", "在岗"},
    {"term.posts_is", "Time within the post’s hours during which at least one unit stood there, divided by those hours.", "岗位规定时段内至少有一个警力在岗的时间，除以规定时段。"},
    {"term.patrol", "Patrol points", "巡逻点"},
    {"term.patrol_is", "Intervals between successive visits of the same point. At a random moment, a random point was visited last so long ago: half the sum of squared intervals over their sum. Irregularity: standard deviation of a point’s intervals over their mean, averaged over points (0: as a clock, 1: as if by chance).", "同一点相邻两次到访的间隔。任意时刻任一点距上次到访的时间：间隔平方和的一半除以间隔之和。不规律度：各点间隔的标准差除以均值，再对各点平均（0 为完全规律，1 相当于随机）。"},
    {"term.nuisance", "Nuisance alarm", "误报"},
    {"term.nuisance_is", "An alarm that no intruder caused: weather, animals, a fault.", "并非由入侵者引起的报警：天气、动物或故障。"},
    {"term.unreached", "Not reached", "未到达"},
    {"term.unreached_is", "Nobody had arrived when the run ended, or a confirmed alarm that no guard or police reached.", "运行结束时无人到达，或已确认的报警无警卫、警察到达。"},
    {"term.time", "Time", "时间"},
    {"term.time_is", "Simulated time in whole microseconds from the scenario’s start; times of day are the scenario’s own, with its offset from UTC.", "自场景起始时刻起的仿真时间，精确到微秒；时刻为场景所在地时间，含其与协调世界时的偏移。"},

    {"limit.title", "How far these figures reach", "适用范围与局限"},
    {"limit.model", "They describe the scenario as written, not a real place on a real day. They compare plans better than they predict absolute times.", "结果描述的是所编写的场景，而非某一真实地点的某一天；用于方案比较比预测绝对时间更可靠。"},
    {"limit.recorded", "Map, histogram, hours, busy times and worst cases show one replication: one possible day among many.", "地图、直方图、时段、忙碌率和最慢事件只显示一次仿真，即众多可能中的一种。"},
    {"limit.calls", "Calls arrive at random at the given rates and do not know each other; no large event, weather or holiday is in them unless the scenario says so.", "警情按给定频率随机发生，彼此独立；除非场景另有规定，不含大型活动、天气或节假日影响。"},
    {"limit.one_unit", "A case counts as reached by its first capable unit; what several units do together on the scene is one time span.", "首个具备处置能力的警力到场即计为到达；多个警力在现场的协同以一段时间表示。"},
    {"limit.assumptions", "Numbers marked as assumptions were chosen without a source. Change them and run again before a decision rests on them.", "标为“假设”的参数没有来源依据；在据此决策之前，应调整后重新运行。"},
};
// clang-format on

}  // namespace

std::span<const Word> term_words() {
  return kTermWords;
}

}  // namespace vedette
