//! Names from common surname and given-name characters, by generation and sex.

use super::dice::Dice;

const SURNAMES: &[char] = &[
    '王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周', '徐', '孙', '马', '朱', '胡', '郭', '何', '林', '高',
    '罗', '郑', '梁', '谢', '宋', '唐', '许', '韩', '冯', '邓', '曹', '彭', '曾', '肖', '田', '董', '潘', '袁', '蔡',
    '蒋', '余', '于', '杜', '叶', '程', '魏', '苏', '吕', '丁', '任', '卢', '姚', '沈', '钟', '姜', '崔', '谭', '陆',
    '范', '汪', '廖', '石', '金', '韦', '贾', '夏', '付', '方', '邹', '熊', '白', '孟', '秦', '邱', '侯', '江', '尹',
    '薛', '闫', '段', '雷', '龙', '黎', '史', '陶', '贺', '毛', '郝', '顾', '龚', '邵', '万', '覃', '武', '钱', '戴',
];
const OLD_MEN: &[char] =
    &['国', '建', '德', '福', '根', '海', '祥', '荣', '生', '宝', '林', '明', '永', '财', '兴', '志'];
const OLD_WOMEN: &[char] =
    &['秀', '英', '桂', '兰', '珍', '凤', '玉', '梅', '芳', '素', '月', '娣', '妹', '琴', '宝', '香'];
const MEN: &[char] = &['伟', '强', '军', '磊', '勇', '杰', '涛', '斌', '超', '鹏', '俊', '峰', '辉', '宇', '浩', '凯'];
const WOMEN: &[char] =
    &['静', '敏', '丽', '艳', '娟', '霞', '燕', '玲', '婷', '雪', '慧', '萍', '颖', '琳', '洁', '倩'];
const BOYS: &[char] = &['轩', '睿', '泽', '宸', '浩', '子', '梓', '铭', '辰', '宇', '博', '然', '奕', '晨', '昊', '逸'];
const GIRLS: &[char] =
    &['涵', '萱', '怡', '梓', '欣', '妍', '诗', '雨', '一', '诺', '可', '语', '彤', '佳', '瑶', '悦'];

pub(super) fn surname(dice: &mut Dice) -> char {
    let common = dice.chance(60);
    dice.pick(if common { &SURNAMES[..24] } else { SURNAMES })
}

/// A full name; people of middle age often have one given character, others two.
pub(super) fn full(dice: &mut Dice, surname: char, is_male: bool, age: i64) -> String {
    let characters = match (age, is_male) {
        (58.., true) => OLD_MEN,
        (58.., false) => OLD_WOMEN,
        (22..58, true) => MEN,
        (22..58, false) => WOMEN,
        (_, true) => BOYS,
        (_, false) => GIRLS,
    };
    let mut name = String::from(surname);
    let first = dice.pick(characters);
    name.push(first);
    let is_short = dice.chance(if (22..58).contains(&age) { 55 } else { 15 });
    if !is_short {
        name.push(dice.pick(characters));
    }
    name
}
