"""Pages about the site: accessibility, privacy, comment rules, help, contact."""

from __future__ import annotations

from litestar import Response, get

from web.shared.render import page
from web.shared.request import PageRequest, cache_until_changed

Parts = list[tuple[str, list[str]]]

READING: dict[str, tuple[str, Parts]] = {
    "accessibility": (
        "无障碍说明",
        [
            ("", ["本站按照《无障碍环境建设法》和WCAG 2.2 AA级建设：不用鼠标、不开脚本也能完成全部操作。"]),
            (
                "可以这样使用",
                [
                    "页面右上角可以切换大字版；浏览器设为深色时页面随之变深。",
                    "读屏软件可以按标题和区域浏览，表单的错误会集中列在最前面。",
                ],
            ),
            ("有困难时", ["打电话或者写信同样可以提意见，工作人员会登记在同一个台账里。"]),
        ],
    ),
    "privacy": (
        "隐私说明",
        [
            ("我们收集什么", ["只收集您自己填写的内容。不需要注册，不设跟踪用的小文件，不使用第三方服务。"]),
            (
                "怎样使用",
                ["意见内容经审看后公开；姓名只在您单独同意时公开；联系方式只供承办单位办理这条意见时与您联系，永不公开。"],
            ),
            (
                "怎样保护",
                [
                    "您填写的内容加密保存，公开日志里只有加盐的摘要。删除时销毁内容、盐和密钥，编号和办理结果保留。",
                    "为防止程序大量自动提交，系统短时间保存您所在网络的带密钥摘要，从中看不出您的网络地址，也与您的意见无关。",
                ],
            ),
            (
                "您的权利",
                [
                    "截止前可以凭查询码撤回意见；任何时候都可以要求删除姓名和联系方式，或者删除全部内容（《个人信息保护法》第四十七条）：请联系承办单位，报上查询码。"
                ],
            ),
        ],
    ),
    "comment-rules": (
        "意见提交规则",
        [
            (
                "怎样提",
                [
                    "可以针对全文，也可以针对某一条；最多一万字，可以附五个文件。",
                    "内容相同的意见都会收下并计数，但不因重复而增加分量，理由才有分量。",
                ],
            ),
            (
                "哪些不予公开",
                [
                    "涉及他人个人信息、违法内容、辱骂威胁、商业秘密、广告、空白测试，以及与任何草案无关的内容不予公开，但保留编号和理由，仍然计数。"
                ],
            ),
            ("不同意时", ["对不予公开的决定，可以凭查询码申请复核一次，由另一名工作人员决定。"]),
            (
                "信访和投诉",
                [
                    "个人诉求、投诉举报不属于对草案的意见，请向信访部门或者有关机关提出；写在这里的，只作为对草案的意见登记和答复，不会转办。"
                ],
            ),
        ],
    ),
    "help": (
        "使用帮助",
        [
            ("两分钟提意见", ["打开正在征集的事项，点“提出意见”，写下内容，核对后提交。页面会给出一个十六位查询码。"]),
            ("查询码有什么用", ["凭它可以随时查看意见的状态和答复，截止前可以撤回。我们只保存它的摘要，无法替您找回。"]),
            (
                "怎样知道没有被漏掉",
                ["每条意见按收到的先后编号，编号没有空缺；台账随时平衡；每条都写入只能追加的公开日志，有签名的检查点可以验证。"],
            ),
            ("什么时候答复", ["征集截止后，承办单位应当逐条或者归并答复，写明是否采纳和理由；逾期会在首页公布。"]),
        ],
    ),
    "contact": ("联系我们", [("", ["对本站有疑问，可以通过下列方式联系。对某一事项的问题，请联系该事项页面上的承办单位。"])]),
}
PATHS = [f"{prefix}/{name}" for name in READING for prefix in ("", "/en")]


@get(PATHS, name="reading")
async def about_page(request: PageRequest) -> Response[bytes]:
    name = request.url.path.rstrip("/").rpartition("/")[2]
    title, parts = READING[name]
    section = "help" if name == "help" else ""
    return page(request, "about.html", cached=cache_until_changed(request), title=title, parts=parts, section=section)
