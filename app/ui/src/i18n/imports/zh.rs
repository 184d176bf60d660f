//! 导入.

use linli_contract::imports::{Column, Noticed, RowOutcome};
use linli_contract::tables::TableError;

use super::super::{Lang, Said};
use super::ImportTexts;
use crate::model::imports::Missing;

/// In Chinese.
pub(crate) const ZH: ImportTexts = ImportTexts {
    title: "导入名册",
    what: "可以导入人口名册、楼栋门牌表，格式为 Excel（xlsx、xls）或 CSV；表头怎么写、列怎么排都行，先看结果，再决定。",
    choose_file: "选择文件",
    drop_here: "也可以把文件拖到这里",
    template: "空白模板",
    template_hint: "没有现成名册？下载模板填写",
    template_how: "填写说明",
    template_column: "列",
    template_example: "怎样填写",
    template_examples: [
        "例如 12号楼",
        "例如 1单元；没有单元可以不填",
        "例如 301",
        "每人一行",
        "户主、配偶、儿子、女儿……",
        "18 位；请把这一列设为“文本”，否则 Excel 会改掉后几位",
        "男或女；有身份证号可以不填",
        "例如 1985-01-02；有身份证号可以不填",
        "手机或座机",
        "户籍或流动",
        "户口簿上的地址",
        "工作单位或学校",
        "自住、出租或空置；一户填一次即可",
        "出租时填写",
        "出租时填写",
    ],
    saved_to: |path| format!("已保存到 {path}"),
    saved: "已下载，请到“下载”里查看",
    reading: "正在读取文件…",
    fetching: "正在准备…",
    unreadable: |error| match error {
        TableError::NotATable => Said {
            what: "这不是表格文件",
            next: "请选择 Excel（xlsx、xls）或 CSV 文件；其他格式请先另存为 xlsx。",
        },
        TableError::Locked => {
            Said { what: "文件加了密码", next: "请在 Excel 或 WPS 里去掉密码，另存后再选。" }
        }
        TableError::TooLarge => Said {
            what: "文件太大", next: "最多读 32 MB、5 万行；请按楼栋或网格拆成几个文件。"
        },
        TableError::Damaged => Said {
            what: "文件损坏，读不出来",
            next: "请用 Excel 或 WPS 打开后另存为 xlsx，再选一次。",
        },
    },
    no_tables: Said {
        what: "读表格的部件没有取到", next: "请连上网络，再试一次；取到一次后不用网络也能用。"
    },
    which_sheet: "导入哪一张工作表？",
    sheet_rows: |rows| format!("{rows} 行"),
    rows_left_out: |rows| format!("这张表超过 5 万行，后面的 {rows} 行没有读，请拆开后分次导入。"),
    other_file: "换一个文件",
    columns: "核对各列",
    columns_hint: "左边是表里的列和例子，右边选它是什么。",
    remembered: "这种表头上次导入过，已按上次的选择填好。",
    unsure: "没认出来，不导入",
    unsure_count: |count| format!("有 {count} 列没认出来，请看一下"),
    column_of: |heading| format!("“{heading}”是什么"),
    nameless: |number| format!("第 {number} 列（没有表头）"),
    data_from: |row| format!("数据从第 {row} 行开始"),
    earlier_row: "往上一行",
    later_row: "往下一行",
    column: |column| match column {
        Column::Ignore => "不导入",
        Column::Grid => "网格",
        Column::Building => "楼栋",
        Column::Stair => "单元",
        Column::Door => "室号",
        Column::Address => "完整地址（如 12号楼1单元301）",
        Column::Household => "户编号或户主（同户相同）",
        Column::IdNumber => "身份证号",
        Column::Care => "人员类别（如 独居老人、残疾）",
        Column::Field(field) => (Lang::Chinese.texts().name.field)(field),
    },
    group_places: "住在哪里",
    group_person: "人",
    group_home: "房屋",
    missing: |missing| match missing {
        Missing::Door => "请选出哪一列是室号，或完整地址",
        Missing::Person => "请选出哪一列是姓名",
    },
    check: "看看会怎样",
    checking: "正在逐行核对…",
    look: "核对结果",
    counts: |counts| {
        format!(
            "新登记 {} 户，补充 {} 户，有出入 {} 户，不变 {} 户",
            counts.new, counts.filled, counts.conflicting, counts.unchanged
        )
    },
    nothing_to_do: "没有要写入的内容",
    nothing_to_do_next: "表里的内容都已登记，或各行都导入不了；请看下面的说明。",
    households: |number| format!("{number} 户"),
    outcome: |outcome| match outcome {
        RowOutcome::New => "新登记",
        RowOutcome::Fills => "补充",
        RowOutcome::Conflicts => "有出入",
        RowOutcome::Unchanged => "不变",
        RowOutcome::PassedOver => "跳过",
        RowOutcome::Refused => "导入不了",
    },
    all_rows: "全部",
    row: |row| format!("第 {row} 行"),
    more_rows: |rows| format!("再显示一些（还有 {rows} 行）"),
    noticed,
    of_column: |heading, words| format!("{heading}：{words}"),
    report: "核对报告",
    report_row: "行号",
    report_door: "地址",
    report_outcome: "结果",
    report_notes: "说明",
    download_report: "下载核对报告",
    doors_missing: |doors| format!("有 {doors} 个门牌在楼栋图上没有"),
    doors_ask: "请告诉居委会先添加这些门牌；其余的行现在就可以导入。",
    doors_add: |doors| format!("添加这 {doors} 个门牌"),
    doors_of: |building, doors| format!("{building}：{doors} 个"),
    doors_grid: "表里没写网格的新楼栋放到",
    doors_added: |doors| format!("已添加 {doors} 个门牌"),
    doors_unusable: |doors| format!("{doors} 个门牌写法不能用（太长或楼层不对），没有添加"),
    doors_none: "表里的门牌都已经有了",
    list_name: "这份名册叫什么",
    list_name_hint: "会记在每一项的来源里，例如 2024年底册",
    start: |households| format!("导入 {households} 户"),
    running: "正在导入",
    progress: |done, all| format!("{done} / {all} 户"),
    stop: "先停下",
    stopped: "已停下，前面的已经保存。再选同一个文件就能接着导入，不会重复。",
    keeps: "手机上填过的内容不会被覆盖：有出入的会并列显示，由您选择。",
    done: "导入完成",
    done_counts: |written, unchanged| format!("写入 {written} 户，{unchanged} 户没有变化"),
    failed_at: |done| format!("导入到第 {done} 户时停了，前面的已经保存"),
    go_on: "接着导入",
    next_sheet: "导入下一张表",
    to_home: "回到楼栋",
    earlier: "这台设备导入过的名册",
    earlier_row_text: |when, written, planned| format!("{when} · 写入 {written} / {planned} 户"),
    undone: "已撤销",
    undo: "撤销这次导入",
    undo_ask: |name| format!("撤销“{name}”？"),
    undo_hint: "导入写入的内容会退回原样；之后有人改过的会保留。",
    undoing: |left| format!("正在撤销，还有 {left} 户"),
    undo_done: |kept| {
        if kept == 0 {
            "已全部撤销".into()
        } else {
            format!("已撤销；{kept} 项后来有人改过，保留不动")
        }
    },
    plan_found: |doors| format!("这是一张楼栋门牌表，共 {doors} 个门牌"),
    plan_hint: "门牌会加进楼栋图；已有的不会重复，也不会删除任何门牌。",
    areas_found: |areas| format!("这是行政区划表，共 {areas} 个区划"),
    areas_wrong: |line| format!("第 {line} 行不对，请核对后再选"),
    areas_here: |path| format!("找到本社区：{path}"),
    areas_not_here: "表里没有本社区的代码或名称",
    areas_take: "采用这个名称和上级",
    areas_taken: "已采用",
    only_committee: "楼栋和区划由居委会导入。",
    steps: ["选文件", "对列", "核对", "导入"],
    step_of: |step| format!("第 {step} 步，共 4 步"),
};

fn noticed(what: &Noticed) -> String {
    match what {
        Noticed::IdNumberRounded => {
            "Excel 把身份证号变成了 3.1E+17 这样的数，最后几位已丢失；请在原表里改成文本、补全后再导入".into()
        }
        Noticed::IdNumberWrong => "身份证号不对（位数或校验码不符），没有导入这一项".into(),
        Noticed::BirthContradictsId => "出生日期与身份证号不一致".into(),
        Noticed::DateUnreadable => "日期看不懂，没有导入这一项".into(),
        Noticed::PhoneUnreadable => "不是电话号码，没有导入这一项".into(),
        Noticed::UnknownWord => "这个说法不在选项里，没有导入这一项".into(),
        Noticed::Unusable => "内容太长或有换行，没有导入这一项".into(),
        Noticed::NoAddress => "这一行和上面都没有地址".into(),
        Noticed::DoorUnknown => "楼栋图上没有这个门牌".into(),
        Noticed::OutsideScope => "这一户不在您的网格内".into(),
        Noticed::RegisteredElsewhere { path, .. } => format!("同一个人已登记在 {}，请核对是否搬家", path.join(" ")),
        Noticed::RepeatsRow(row) => format!("与第 {row} 行是同一个人"),
        Noticed::Nobody => "没有姓名，也没有身份证号".into(),
        Noticed::Departed => "登记为已离开，没有写入；如已回来，请先在门户里恢复".into(),
        Noticed::Erased => "这个人要求删除过自己的登记，没有写入".into(),
        Noticed::FormulaFailed => "公式出错，没有导入这一项".into(),
    }
}
