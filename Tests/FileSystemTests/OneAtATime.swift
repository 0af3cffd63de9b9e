import Testing

/// The tests that start processes, and those that ask who else has a file open.
///
/// A process that is just being started has, for a moment, a copy of every
/// descriptor of the test beside it.
@Suite(.serialized)
enum OneAtATime {}
