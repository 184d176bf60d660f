//! In Chinese.

use linli_contract::photos::PhotoFault;

use super::super::Said;
use super::PhotoTexts;
use crate::model::photos::PhotoWrong;

pub(in super::super) const ZH: PhotoTexts = PhotoTexts {
    title: "照片和文件",
    photo: "照片",
    take: "拍照",
    choose: "选照片或 PDF",
    hint: |max| format!("最多 {max} 个。照片会自动缩小，拍摄的时间和地点会去掉。"),
    working: |nth, of| {
        if of == 1 { "正在处理…".to_owned() } else { format!("正在处理第 {nth} 个，共 {of} 个…") }
    },
    remove: "去掉",
    removed: "已去掉",
    nth: |nth, of, name| {
        let what = if name.is_empty() { format!("照片 {nth}") } else { name.to_owned() };
        if of == 1 { what } else { format!("{what}（{nth} / {of}）") }
    },
    waits: "等待发送",
    stuck: "没发出",
    coming: |percent| format!("正在取回，已到 {percent}%"),
    still_coming: "还没有取回，请稍等",
    cannot_show: "这张照片显示不出来，请关掉后再打开一次。",
    larger: "放大",
    smaller: "缩小",
    previous: "上一张",
    next: "下一张",
    save: "保存",
    saved: "已保存，请到「下载」里查看",
    saved_to: |path| format!("已保存到 {path}"),
    fault,
    wrong,
    sending: "照片的发送",
    wifi: "只在 Wi-Fi 下发送和取回照片",
    wifi_hint: "文字照常马上发出，照片等连上 Wi-Fi 再发。",
    wifi_unknown: "这台设备不告诉邻里现在是不是 Wi-Fi，所以照片随文字一起发送。",
    queue: |number, size| format!("{number} 个照片或文件等待发送，共 {size}"),
    queue_empty: "没有照片等待发送。",
};

const fn say(what: &'static str, next: &'static str) -> Said {
    Said { what, next }
}

const fn fault(fault: PhotoFault) -> Said {
    match fault {
        PhotoFault::NotSentYet => say("对方的照片还没有传完。", "对方连上网后会自动到这里。"),
        PhotoFault::NoRight => say("您现在看不了这张照片。", "需要的话请联系居委会。"),
        PhotoFault::Broken => say("这张照片坏了。", "请对方重新发一张。"),
        PhotoFault::Quota => say("照片的空间用完了。", "文字已照常发出；请告诉居委会。"),
        PhotoFault::Offline => say("现在没有网络。", "连上网后会自动继续。"),
        PhotoFault::WaitsForWifi => say("照片在等 Wi-Fi。", "连上 Wi-Fi 会自动继续，也可以在「设置」里改。"),
    }
}

const fn wrong(wrong: PhotoWrong) -> Said {
    match wrong {
        PhotoWrong::PhotoTooLarge => {
            say("这个文件太大了，没有打开。", "照片不超过 40 MB；请换一张，或用手机截一张图。")
        }
        PhotoWrong::FileTooLarge => say("这个 PDF 太大了。", "最大 8 MB；请分成几个，或拍照代替。"),
        PhotoWrong::NotAPhoto => say("这不是照片，也不是 PDF。", "请选 JPEG、PNG、WebP 照片或 PDF 文件。"),
        PhotoWrong::Heic => {
            say("这种照片格式（HEIC）打不开。", "请在相机设置的「格式」里选「兼容性最佳」，或截一张图。")
        }
        PhotoWrong::Damaged => say("这张照片或文件坏了，打不开。", "请换一张，或重新拍。"),
        PhotoWrong::TooManyPoints => say("这张照片的像素太多了。", "请用普通拍照模式重拍，或截一张图。"),
        PhotoWrong::Enough => say("放满了，后面的没有加。", "请先去掉不需要的。"),
    }
}
