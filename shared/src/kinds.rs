//! Kinds of entries: the word that says what a record is, readable by the relay.
//!
//! **Invariant:** a number never changes its meaning; a kind this release does not know is kept and forwarded.

/// What an entry carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A plain roster fact: members, devices, roles, rings.
    Roster,
    /// A ring secret sealed to one device.
    Wrap,
    /// Grids, buildings and their plans; the community's own name.
    AreaPlan,
    /// One door added on the spot.
    Door,
    /// A member's profile (document).
    Profile,
    /// A household (document).
    Household,
    /// The ID numbers of one household, replaced as a whole.
    IdRecord,
    /// A visit (fact).
    Visit,
    /// A visit taken back by its author (fact).
    VisitWithdrawn,
    /// An invitation's secret, for whoever reviews the requests that come by it.
    Invitation,
    /// What a reviewer says of a request to join (fact).
    Recommendation,
    /// What a household's member may read of their own record, made for one device.
    Extract,
    /// What a member wishes of their record: a correction, a fresh extract, erasure (fact).
    Proposal,
    /// What became of a proposal (fact).
    Answered,
    /// Who opened or exported what of a household's record (fact).
    Shown,
    /// A member's telephone number, for the committee.
    Contact,
    /// Marks of people who were erased, so that no list brings them back (fact).
    Erased,
    /// A kind of a newer release.
    Unknown(u16),
}

impl Kind {
    /// Every kind this release knows.
    pub const KNOWN: [Self; 17] = [
        Self::Roster,
        Self::Wrap,
        Self::AreaPlan,
        Self::Door,
        Self::Profile,
        Self::Household,
        Self::IdRecord,
        Self::Visit,
        Self::VisitWithdrawn,
        Self::Invitation,
        Self::Recommendation,
        Self::Extract,
        Self::Proposal,
        Self::Answered,
        Self::Shown,
        Self::Contact,
        Self::Erased,
    ];

    /// The kind of the record that an entry of this kind speaks of: a withdrawal speaks of its visit.
    #[must_use]
    pub const fn base(self) -> Self {
        if matches!(self, Self::VisitWithdrawn) { Self::Visit } else { self }
    }

    /// Whether it is made for one device, whose own ring carries it: there are many of one record, and none binds another.
    #[must_use]
    pub const fn is_for_device(self) -> bool {
        matches!(self, Self::Wrap | Self::Extract)
    }

    /// Whether it is a fact that is written once and never again.
    #[must_use]
    pub const fn is_once(self) -> bool {
        matches!(
            self,
            Self::Visit | Self::Recommendation | Self::Proposal | Self::Answered | Self::Shown | Self::Erased
        )
    }

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::Roster => 1,
            Self::Wrap => 2,
            Self::AreaPlan => 3,
            Self::Door => 4,
            Self::Profile => 5,
            Self::Household => 6,
            Self::IdRecord => 7,
            Self::Visit => 8,
            Self::VisitWithdrawn => 9,
            Self::Invitation => 10,
            Self::Recommendation => 11,
            Self::Extract => 12,
            Self::Proposal => 13,
            Self::Answered => 14,
            Self::Shown => 15,
            Self::Contact => 16,
            Self::Erased => 17,
            Self::Unknown(number) => number,
        }
    }

    /// The kind of a number.
    #[must_use]
    pub const fn from_number(number: u16) -> Self {
        match number {
            1 => Self::Roster,
            2 => Self::Wrap,
            3 => Self::AreaPlan,
            4 => Self::Door,
            5 => Self::Profile,
            6 => Self::Household,
            7 => Self::IdRecord,
            8 => Self::Visit,
            9 => Self::VisitWithdrawn,
            10 => Self::Invitation,
            11 => Self::Recommendation,
            12 => Self::Extract,
            13 => Self::Proposal,
            14 => Self::Answered,
            15 => Self::Shown,
            16 => Self::Contact,
            17 => Self::Erased,
            other => Self::Unknown(other),
        }
    }
}

impl<C> minicbor::Encode<C> for Kind {
    fn encode<W: minicbor::encode::Write>(
        &self,
        encoder: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        encoder.u16(self.number())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Kind {
    fn decode(decoder: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        decoder.u16().map(Self::from_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_back() {
        for kind in Kind::KNOWN {
            assert_eq!(Kind::from_number(kind.number()), kind);
        }
        assert_eq!(Kind::from_number(900).number(), 900);
    }
}
