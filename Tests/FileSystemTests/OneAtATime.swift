import Testing

/// The tests that start processes, and those that check who else has a file open.
///
/// A process that is being started has, for a moment, a copy of every descriptor of a concurrent
/// test.
@Suite(.serialized)
enum OneAtATime {}
