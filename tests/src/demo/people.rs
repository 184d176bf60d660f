//! People as they live together: who they are to each other, how old, from where, on which papers.

use linli_contract::households::Edit;
use linli_shared::calendar::Date;
use linli_shared::households::{CareGroup, Field, Subject};
use linli_shared::ids::PersonId;

use super::dice::Dice;
use super::papers::Papers;
use super::{days, names};

const HOMES: &[&str] = &["上海", "江苏南通", "江苏盐城", "浙江宁波", "浙江绍兴", "安徽安庆", "江西上饶", "山东济宁"];
const AWAY: &[&str] =
    &["安徽省六安市", "河南省周口市", "江苏省连云港市", "四川省达州市", "江西省九江市", "湖北省黄冈市", "甘肃省天水市"];
const JOBS: &[&str] = &[
    "钢厂职工",
    "教师",
    "护士",
    "会计",
    "司机",
    "工程师",
    "公司职员",
    "营业员",
    "个体经营",
    "公务员",
    "程序员",
    "电工",
];
const TENANT_JOBS: &[&str] =
    &["快递员", "外卖骑手", "装修工", "餐厅服务员", "理发师", "仓库管理员", "保安", "销售", "家政服务员"];

/// Makes people, one like no other.
pub(super) struct Registry {
    pub(super) dice: Dice,
    papers: Papers,
    today: Date,
}

/// One person before they become edits.
struct Person {
    surname: char,
    name: String,
    is_male: bool,
    age: i64,
    birth: Date,
    relation: &'static str,
    marital: &'static str,
    care: Vec<CareGroup>,
}

impl Registry {
    pub(super) fn new(dice: Dice, today: Date) -> Self {
        Self { dice, papers: Papers::default(), today }
    }

    pub(super) fn phone(&mut self) -> String {
        self.papers.phone(&mut self.dice)
    }

    /// A name and phone for someone who lives elsewhere.
    pub(super) fn landlord(&mut self) -> [(Field, String); 2] {
        let surname = names::surname(&mut self.dice);
        let (is_male, age) = (self.dice.chance(55), self.dice.between(40, 70));
        let name = names::full(&mut self.dice, surname, is_male, age);
        [(Field::LandlordName, name), (Field::LandlordPhone, self.phone())]
    }

    pub(super) fn elder_alone(&mut self) -> Vec<Edit> {
        let (is_male, age) = (self.dice.chance(30), self.dice.between(65, 93));
        let mut elder = self.person(None, is_male, age, "0", "30");
        elder.care.push(CareGroup::AloneElder);
        self.locals(vec![elder])
    }

    pub(super) fn elder_couple(&mut self) -> Vec<Edit> {
        let age = self.dice.between(60, 88);
        let couple = self.couple(age);
        self.locals(couple)
    }

    pub(super) fn single(&mut self) -> Vec<Edit> {
        let (is_male, age) = (self.dice.chance(50), self.dice.between(24, 58));
        let marital = if age > 38 && self.dice.chance(60) { "40" } else { "10" };
        let person = self.person(None, is_male, age, "0", marital);
        self.locals(vec![person])
    }

    pub(super) fn couple_at_work(&mut self) -> Vec<Edit> {
        let age = self.dice.between(27, 58);
        let couple = self.couple(age);
        self.locals(couple)
    }

    pub(super) fn family(&mut self) -> Vec<Edit> {
        let people = self.parents_and_children();
        self.locals(people)
    }

    pub(super) fn three_generations(&mut self) -> Vec<Edit> {
        let mut people = self.parents_and_children();
        let (householder, surname) = (people[0].age, people[0].surname);
        let older = householder + self.dice.between(23, 31);
        if self.dice.chance(70) {
            let mut parents = self.couple(older);
            for parent in &mut parents {
                parent.relation = "5";
            }
            let (father, is_male) = (&mut parents[0], true);
            father.name = names::full(&mut self.dice, surname, is_male, father.age);
            father.surname = surname;
            people.extend(parents);
        } else {
            let mother = self.person(None, false, older, "5", "30");
            people.push(mother);
        }
        self.locals(people)
    }

    /// A child whose parents work elsewhere.
    pub(super) fn grandparents_with_child(&mut self) -> Vec<Edit> {
        let age = self.dice.between(58, 72);
        let mut people = self.couple(age);
        let surname = people[0].surname;
        let (is_male, child_age) = (self.dice.chance(50), self.dice.between(4, 13));
        let mut child = self.person(Some(surname), is_male, child_age, "4", "10");
        child.care.push(CareGroup::LeftBehind);
        if self.dice.chance(40) {
            child.care.push(CareGroup::ChildInNeed);
        }
        people.push(child);
        self.locals(people)
    }

    pub(super) fn tenant_family(&mut self) -> Vec<Edit> {
        let people = self.parents_and_children();
        self.tenants(people)
    }

    /// One or two people who rent a single room.
    pub(super) fn room(&mut self) -> Vec<Edit> {
        let age = self.dice.between(19, 45);
        let people = if age >= 22 && self.dice.chance(25) {
            self.couple(age)
        } else {
            let is_male = self.dice.chance(60);
            vec![self.person(None, is_male, age, "0", if age > 32 { "20" } else { "10" })]
        };
        self.tenants(people)
    }

    /// Sets a field of the home.
    pub(super) fn home(field: Field, value: impl Into<String>) -> Edit {
        Edit::Set { subject: Subject::Household, field, value: Some(value.into()) }
    }

    fn couple(&mut self, age: i64) -> Vec<Person> {
        let man = self.person(None, true, age, "0", "20");
        let younger = self.dice.between(-2, 4);
        let woman = self.person(None, false, (age - younger).max(22), "1", "20");
        vec![man, woman]
    }

    fn parents_and_children(&mut self) -> Vec<Person> {
        let age = self.dice.between(28, 50);
        let mut people = self.couple(age);
        let mother = people[1].age;
        let surname = people[0].surname;
        let oldest = (mother - 22).clamp(0, 24);
        for _ in 0..self.dice.weighted(&[(70, 1), (27, 2), (3, 3)]) {
            let (is_male, age) = (self.dice.chance(52), self.dice.between(0, oldest));
            people.push(self.person(Some(surname), is_male, age, if is_male { "2" } else { "3" }, "10"));
        }
        people
    }

    fn person(
        &mut self,
        surname: Option<char>,
        is_male: bool,
        age: i64,
        relation: &'static str,
        marital: &'static str,
    ) -> Person {
        let surname = surname.unwrap_or_else(|| names::surname(&mut self.dice));
        let name = names::full(&mut self.dice, surname, is_male, age);
        let leap_days = age / 4 + 1;
        let birth = days::plus(self.today, -(age * 365 + leap_days + self.dice.between(0, 360)));
        let age = days::years_between(birth, self.today);
        let mut care = Vec::new();
        if age >= 80 {
            care.push(CareGroup::VeryOld);
        }
        if age >= 18 && self.dice.chance(3) {
            care.push(CareGroup::Disabled);
        }
        if age >= 50 && self.dice.chance(3) {
            care.push(CareGroup::SeriouslyIll);
        }
        Person { surname, name, is_male, age, birth, relation, marital, care }
    }

    fn locals(&mut self, people: Vec<Person>) -> Vec<Edit> {
        let mut edits = Vec::new();
        if self.dice.chance(40) {
            edits.push(Self::home(Field::BookletNumber, format!("99{:07}", self.dice.below(10_000_000))));
        }
        let from = self.dice.pick(HOMES);
        for person in people {
            let subject = self.enter(&person, JOBS, &mut edits);
            edits.push(set(subject, Field::Residence, "local"));
            edits.push(set(subject, Field::NativePlace, from));
        }
        edits
    }

    fn tenants(&mut self, people: Vec<Person>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let from = self.dice.pick(AWAY);
        let since = days::plus(self.today, -self.dice.between(20, 340));
        for (index, person) in people.into_iter().enumerate() {
            let subject = self.enter(&person, TENANT_JOBS, &mut edits);
            edits.push(set(subject, Field::Residence, "migrant"));
            edits.push(set(subject, Field::RegisteredAddress, from));
            let reason = if index == 0 || person.relation == "1" { "work" } else { "family" };
            edits.push(set(subject, Field::InflowReason, reason));
            edits.push(set(subject, Field::Dwelling, "rented"));
            let permit = if person.age < 16 {
                "none"
            } else {
                self.dice.weighted(&[(6, "permit"), (3, "receipt"), (1, "none")])
            };
            edits.push(set(subject, Field::PermitKind, permit));
            if permit != "none" {
                edits.push(set(subject, Field::PermitFrom, since.to_string()));
                edits.push(set(subject, Field::PermitUntil, days::plus(since, 365).to_string()));
            }
        }
        edits
    }

    fn enter(&mut self, person: &Person, jobs: &[&str], edits: &mut Vec<Edit>) -> Subject {
        let id = PersonId(self.dice.bytes16());
        let subject = Subject::Person(id);
        edits.push(Edit::AddPerson { person: id });
        edits.push(set(subject, Field::Name, person.name.as_str()));
        edits.push(set(subject, Field::Relation, person.relation));
        if person.age >= 14 {
            edits.push(set(subject, Field::Phone, self.phone()));
        }
        if self.dice.chance(92) {
            let number = self.papers.id_number(&mut self.dice, person.birth, person.is_male);
            edits.push(Edit::SetIdNumber { person: id, number: Some(number) });
        }
        edits.push(set(subject, Field::Sex, if person.is_male { "1" } else { "2" }));
        edits.push(set(subject, Field::BirthDate, person.birth.to_string()));
        let ethnicity = self.dice.weighted(&[(95, "01"), (2, "03"), (1, "11"), (1, "15"), (1, "08")]);
        edits.push(set(subject, Field::Ethnicity, ethnicity));
        if person.age >= 22 {
            edits.push(set(subject, Field::Marital, person.marital));
            let schooling: &[(u32, &str)] = match person.age {
                65.. => &[(4, "80"), (4, "70"), (2, "60"), (1, "20")],
                45..65 => &[(4, "70"), (4, "60"), (2, "30"), (1, "20")],
                _ => &[(1, "70"), (2, "60"), (3, "30"), (4, "20"), (1, "10")],
            };
            edits.push(set(subject, Field::Education, self.dice.weighted(schooling)));
        }
        match person.age {
            60.. => edits.push(set(subject, Field::Occupation, "退休")),
            22..60 => edits.push(set(subject, Field::Occupation, self.dice.pick(jobs))),
            6..22 => edits.push(set(subject, Field::Occupation, "学生")),
            _ => {}
        }
        for group in &person.care {
            edits.push(set(subject, Field::care(*group), "1"));
        }
        subject
    }
}

fn set(subject: Subject, field: Field, value: impl Into<String>) -> Edit {
    Edit::Set { subject, field, value: Some(value.into()) }
}
