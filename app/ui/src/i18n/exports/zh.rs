//! 导出.

use super::ExportTexts;

/// In Chinese.
pub(crate) const ZH: ExportTexts = ExportTexts {
    title: "导出",
    what: "把登记内容存成表格，每人一行，代码都写成文字。",
    everything: "全部（您能看到的所有门户）",
    chosen: |list| format!("清单：{list}"),
    other_list: "换一个清单",
    doors: |doors| format!("{doors} 户"),
    nothing: "这个清单里没有门户",
    nothing_next: "换一个清单，或选“全部”。",
    format: "文件格式",
    xlsx_hint: "用 Excel 或 WPS 打开，身份证号不会变样。",
    csv_hint: "给其他系统用。用 Excel 直接打开会改掉身份证号的后几位，给 Excel 用请选 xlsx。",
    with_id: "写出完整的身份证号",
    with_id_hint: "不打开时只写前 3 位和后 4 位",
    with_id_warning: "文件离开邻里后不再加密。您要对它负责：只给有权看的人，用完删除。",
    make: "导出",
    making: |done, all| format!("正在整理 {done} / {all} 户"),
    stop: "停下",
    done: |people| format!("已导出 {people} 人"),
    saved_to: |path| format!("已保存到 {path}"),
    saved: "已下载，请到“下载”里查看",
    failed: "没有导出",
    failed_next: "请清理存储空间后再试一次。",
    sheet: "人口名册",
    places: ["网格", "楼栋", "单元", "门牌"],
    household: "户",
    id_number: "身份证号",
    last_visit: "最近走访",
    package: "整个社区的资料包",
    package_hint: "一个 zip 文件：全部名册（xlsx 和 JSON）、每一户的文档（Automerge 格式，带修改历史），不用邻里也能打开。含完整的身份证号。",
    package_make: "导出整个社区",
    package_documents: |done, all| format!("正在收集文档 {done} / {all}"),
    package_name: "社区资料包",
    keep_safe: "资料包没有加密，请存放在上锁的地方。",
    readme: |community, day, people, documents| {
        format!(
            "{community} 的资料包，{day} 导出\n\n\
             register.xlsx        人口名册，每人一行，共 {people} 人\n\
             register.json        同样的内容，按门户排列，代码同应用内部\n\
             documents.json       每份文档的编号、门牌、修改历史（谁、何时、改了什么、依据）\n\
             documents/*.automerge  每户一份文档，共 {documents} 份；任何 Automerge 工具都能打开\n\n\
             register.json 的写法：doors 里每一项是一个门户：path 为网格、楼栋、单元、门牌；households 为各户，\n\
             values 为 [对象, 字段, 值]，对象是 \"Household\"（房屋）或 {{\"Person\": 编号}}；id_numbers 为身份证号；\n\
             departed 为已离开的人；visits 为走访记录。时间是 1970 年起的毫秒数。\n\n\
             文件没有加密，内含个人信息，请妥善保管。\n"
        )
    },
};
