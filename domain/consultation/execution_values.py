"""Enumerated values of what follows an adoption: problems, suspension, links, evaluation ([713] art. 34 to 37)."""

from __future__ import annotations

import enum


class ExecutionProblem(enum.StrEnum):
    """Situations that an executing unit reports 执行中的情形 ([713] art. 35, first paragraph)."""

    PROBLEM_FOUND = "problem_found"  # 决策存在问题
    CIRCUMSTANCES_CHANGED = "circumstances_changed"  # 客观情况发生重大变化
    FORCE_MAJEURE = "force_majeure"  # 不可抗力等严重影响目标实现


class DecidedBy(enum.StrEnum):
    """Who decided 决定人; a suspension is the head's alone ([713] art. 37)."""

    HEAD = "head"  # 行政首长
    DEPUTY = "deputy"  # 其他负责人
    MEETING = "meeting"  # 集体讨论


class DecisionRelation(enum.StrEnum):
    """What a later decision is to an earlier one."""

    ADJUSTMENT = "adjustment"  # 重大调整 ([713] art. 37)
    EVALUATION = "evaluation"  # 后评估听取公众意见 ([713] art. 36)


class EvaluationTrigger(enum.StrEnum):
    """Why a decision is evaluated 启动情形 ([713] art. 36, first paragraph)."""

    BELOW_EXPECTATION = "below_expectation"  # 明显未达到预期效果
    MANY_OPINIONS = "many_opinions"  # 提出较多意见
    NECESSARY = "necessary"  # 决策机关认为有必要


class EvaluationMethod(enum.StrEnum):
    """Who makes an evaluation 评估方式 ([713] art. 36, second paragraph)."""

    OWN = "own"  # 决策机关确定的单位评估
    COMMISSIONED = "commissioned"  # 委托专业机构、社会组织等第三方评估


class Participant(enum.StrEnum):
    """Who takes part in an evaluation 参与评估 ([713] art. 36, third paragraph)."""

    DEPUTIES = "deputies"  # 人大代表
    CPPCC_MEMBERS = "cppcc_members"  # 政协委员
    MASS_ORGANISATIONS = "mass_organisations"  # 人民团体
    GRASSROOTS = "grassroots"  # 基层组织
    SOCIAL_ORGANISATIONS = "social_organisations"  # 社会组织


class EvaluationResult(enum.StrEnum):
    """What an evaluation concludes 评估结论: the main basis of an adjustment ([713] art. 36, fourth paragraph)."""

    KEPT = "kept"  # 继续执行
    CHANGED = "changed"  # 调整
    ENDED = "ended"  # 停止执行
