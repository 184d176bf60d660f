//! What the person at this device may use, by the roles they hold.
//!
//! **Invariant:** the core decides; this only keeps screens from showing what would be refused.

use linli_contract::members::{MemberView, Role};

/// What somebody may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// Keeps the register of a community: its grid workers and its committee.
    pub keeps_register: bool,
    /// Belongs to the committee.
    pub is_steward: bool,
    /// Leads a building.
    pub is_leader: bool,
    /// Lives here: has a record of their own.
    pub is_resident: bool,
    /// Reads what the community shares: names, buildings.
    pub reads_community: bool,
    /// Stands in the log of a street or district, which has no homes.
    pub is_above: bool,
    /// Belongs to the property company.
    pub is_property: bool,
    /// Belongs to a department that tickets are sent to.
    pub is_department: bool,
    /// Sees figures for a level above.
    pub is_observer: bool,
}

impl Reach {
    /// What a member may use.
    #[must_use]
    pub fn of(me: &MemberView) -> Self {
        let holds = |role| me.roles.iter().any(|held| held.role == role);
        Self {
            keeps_register: !me.is_above && (holds(Role::Steward) || holds(Role::GridWorker)),
            is_steward: holds(Role::Steward),
            is_leader: holds(Role::BuildingLeader),
            is_resident: !me.is_above && holds(Role::Resident),
            reads_community: me.roles.iter().any(|held| !matches!(held.role, Role::Department | Role::Observer)),
            is_above: me.is_above,
            is_property: !me.is_above && holds(Role::Property),
            is_department: !me.is_above && holds(Role::Department),
            is_observer: !me.is_above && holds(Role::Observer),
        }
    }

    /// Whether tickets are theirs to handle.
    #[must_use]
    pub const fn handles_tickets(self) -> bool {
        self.keeps_register || self.is_property || self.is_department
    }

    /// Whether they may report, and read what others let everybody see.
    #[must_use]
    pub const fn may_report(self) -> bool {
        self.reads_community && !self.is_above
    }

    /// Whether they read tickets at all: their own, or what was sent to them.
    #[must_use]
    pub const fn reads_tickets(self) -> bool {
        self.may_report() || self.handles_tickets()
    }

    /// Whether the square is theirs: posts, conversations, the council hall, what one looks up.
    #[must_use]
    pub const fn reads_square(self) -> bool {
        self.reads_community && !self.is_above
    }

    /// Whether boards of tickets are theirs to read.
    #[must_use]
    pub const fn reads_board(self) -> bool {
        self.handles_tickets() || self.is_observer
    }

    /// Whether they look at the community's tables; the committee alone changes them.
    #[must_use]
    pub const fn reads_tables(self) -> bool {
        self.keeps_register
    }

    /// Whether something may wait for their decision: requests to join, wishes about records, work to look through.
    #[must_use]
    pub const fn has_desk(self) -> bool {
        self.is_steward || self.is_leader || self.keeps_register
    }

    /// Whether they edit areas and take lists in and out.
    #[must_use]
    pub const fn edits_areas(self) -> bool {
        self.is_steward && !self.is_above
    }

    /// Whether a screen has something for them; one that has not would only say that they may not.
    #[must_use]
    pub fn may_open(self, path: &str) -> bool {
        match path.split('/').nth(1).unwrap_or_default() {
            "search" => self.keeps_register || self.reads_square(),
            "building" | "door" | "round" | "lists" | "progress" | "household" | "import" | "export" => {
                self.keeps_register
            }
            // Who keeps the register may look at the areas, also where the committee alone edits them.
            "areas" => self.keeps_register || self.edits_areas(),
            "invitations" => self.is_steward,
            "desk" => self.has_desk(),
            "tickets" if path.trim_end_matches('/') == "/tickets/new" => self.may_report(),
            "tickets" => self.reads_tickets(),
            "public" => self.may_report(),
            "notices" => self.reads_community,
            "square" | "posts" | "chats" | "groups" | "hearing" | "hall" | "activities" | "guides" => {
                self.reads_square()
            }
            "complaints" => self.is_steward && self.reads_square(),
            "board" => self.reads_board(),
            "tables" => self.reads_tables(),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use linli_contract::lock::Lease;
    use linli_contract::members::RoleView;
    use linli_shared::ids::{AreaId, DeviceId, MemberId};

    use super::*;

    fn somebody(roles: &[Role], is_above: bool) -> MemberView {
        let role =
            |role: &Role| RoleView { role: *role, scope: AreaId::default(), scope_label: String::new(), until: None };
        MemberView {
            member: MemberId::default(),
            device: DeviceId::default(),
            name: None,
            roles: roles.iter().map(role).collect(),
            community: String::new(),
            notice: None,
            lease: Lease::Fine,
            is_above,
        }
    }

    #[test]
    fn only_workers_and_the_committee_keep_the_register() {
        let keeps = |role| Reach::of(&somebody(&[role], false)).keeps_register;
        assert!(keeps(Role::GridWorker) && keeps(Role::Steward));
        for role in
            [Role::Resident, Role::BuildingLeader, Role::Property, Role::Department, Role::Volunteer, Role::Observer]
        {
            assert!(!keeps(role), "{role:?}");
        }
    }

    #[test]
    fn departments_and_observers_see_what_is_sent_to_them_and_no_names() {
        let reads = |roles: &[Role]| Reach::of(&somebody(roles, false)).reads_community;
        assert!(!reads(&[]) && !reads(&[Role::Department, Role::Observer]));
        assert!(reads(&[Role::Department, Role::Resident]) && reads(&[Role::Property]));
    }

    #[test]
    fn a_desk_is_for_those_who_decide_or_recommend() {
        let has_desk = |roles: &[Role]| Reach::of(&somebody(roles, false)).has_desk();
        assert!([Role::Steward, Role::GridWorker, Role::BuildingLeader].iter().all(|role| has_desk(&[*role])));
        assert!(!has_desk(&[Role::Resident, Role::Property, Role::Volunteer]));
        assert!(!has_desk(&[]), "a member whose roles have ended");
    }

    #[test]
    fn above_the_communities_there_is_no_register_and_nobody_lives() {
        let steward = Reach::of(&somebody(&[Role::Steward, Role::Resident], true));
        assert!(steward.is_steward && steward.has_desk());
        assert!(!steward.keeps_register && !steward.is_resident && !steward.edits_areas());
    }

    #[test]
    fn tickets_are_for_who_reports_and_who_handles_them() {
        let reach = |roles: &[Role]| Reach::of(&somebody(roles, false));
        for role in [Role::Resident, Role::BuildingLeader, Role::Volunteer] {
            assert!(reach(&[role]).may_open("/tickets/new") && !reach(&[role]).handles_tickets(), "{role:?}");
        }
        for role in [Role::Steward, Role::GridWorker, Role::Property, Role::Department] {
            assert!(reach(&[role]).handles_tickets() && reach(&[role]).may_open("/tickets"), "{role:?}");
        }
        let department = reach(&[Role::Department]);
        assert!(
            !department.may_open("/tickets/new")
                && !department.may_open("/notices")
                && !department.may_open("/public/1")
        );
        let above = Reach::of(&somebody(&[Role::Steward, Role::Property], true));
        assert!(above.may_open("/notices") && !above.may_open("/tickets") && !above.may_open("/board"));
    }

    #[test]
    fn boards_are_for_handlers_and_observers_and_tables_for_who_keeps_the_register() {
        let opens = |role, path| Reach::of(&somebody(&[role], false)).may_open(path);
        for role in [Role::Steward, Role::GridWorker, Role::Property, Role::Department, Role::Observer] {
            assert!(opens(role, "/board"), "{role:?}");
        }
        assert!(opens(Role::Steward, "/tables") && opens(Role::GridWorker, "/tables"));
        for role in [Role::Resident, Role::BuildingLeader, Role::Volunteer] {
            assert!(!opens(role, "/board") && !opens(role, "/tables"), "{role:?}");
        }
        assert!(!opens(Role::Property, "/tables") && !opens(Role::Department, "/tables"));
        assert!(!opens(Role::Observer, "/tickets") && !opens(Role::Observer, "/tables"));
    }

    #[test]
    fn a_resident_is_led_to_no_screen_of_the_register() {
        let resident = Reach::of(&somebody(&[Role::Resident], false));
        for path in ["/lists", "/building/1", "/door/1/form/0", "/areas", "/invitations", "/desk/1"] {
            assert!(!resident.may_open(path), "{path}");
        }
        for path in ["/", "/record", "/members", "/members/1", "/devices", "/search", "/more", "/unheard-of"] {
            assert!(resident.may_open(path), "{path}");
        }
        assert!(!Reach::of(&somebody(&[Role::Department], false)).may_open("/search"), "there is nothing to find");
        let steward = Reach::of(&somebody(&[Role::Steward], false));
        let leader = Reach::of(&somebody(&[Role::Resident, Role::BuildingLeader], false));
        let worker = Reach::of(&somebody(&[Role::GridWorker], false));
        assert!(["/search", "/areas", "/invitations", "/desk"].into_iter().all(|path| steward.may_open(path)));
        assert!(leader.may_open("/desk") && !leader.may_open("/lists"));
        assert!(worker.may_open("/lists") && worker.may_open("/areas") && !worker.may_open("/invitations"));
    }
}
