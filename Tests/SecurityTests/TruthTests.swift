import TestSupport
import Testing

/// The answers to users who may read, with any permissions.
@Suite(.onAMachineOfItsOwn)
struct TruthTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run(
      "batches | drop dropper batches.csv; orders | drop dropper orders.csv; night 23"
    )
  }

  @Test func `a reader can read the archive and the database`() throws {
    let read = try machine.run(
      #"""
      printf 'orderid,sku\n' | drop dropper orders-3.csv
      night 24 >/dev/null 2>&1
      as reader sh -c 'cd /srv/allot; cat archive/2026-11-23/orders.csv failed/orders-3.csv
        allot view show O-1 --root .'
      """#
    )
    #expect(read.code == 0)
    #expect(read.output.hasPrefix("orderid,sku,qty\nO-1,LAMP,4\norderid,sku\n"), "\(read)")
    #expect(read.output.hasSuffix("O-1,LAMP,4,B1\n"))
  }

  @Test(arguments: ["history", "rejects", "view show O-1", "view verify", "doctor"])
  func `a reader gets the correct answer or an error`(command: String) throws {
    let told = try machine.run(#"as reader allot $1 --root $root"#, [command])
    let own = try machine.run(#"as allot allot $1 --root $root"#, [command])
    #expect(told.output == own.output || told.code == 74, "\(told)")
    let shut = try machine.run(#"as stranger allot $1 --root $root"#, [command])
    #expect(![0, 1].contains(shut.code), "\(shut)")
    #expect(!shut.output.contains("LAMP"))
  }

  @Test(arguments: ["history", "rejects", "view show O-1", "view verify"])
  func `a reader of a root without its database is told so`(command: String) throws {
    let told = try machine.run(
      #"""
      rm $root/allot.sqlite*
      for user in allot reader; do
        as $user allot $1 --root $root >/dev/null 2>&1
        echo $?
      done
      """#,
      [command]
    )
    #expect(told.output == "74\n74\n")
  }

  /// The newest rows are then in the log, which can only be read with its index.
  @Test(arguments: ["history", "view show O-1", "view show O-2"])
  func `after a killed run a reader gets the correct answer or an error`(command: String) throws {
    try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when=2 \
        setpriv --reuid allot --regid allot --init-groups \
        allot run --quiet --root $root --settle 0 --now 2026-11-24T02:00:00Z
      """#
    )
    let told = try machine.run(#"as reader allot $1 --root $root"#, [command])
    let own = try machine.run(#"as allot allot $1 --root $root"#, [command])
    #expect(told == own || told.code == 74, "\(told)")
  }

  /// A run that has to create `.processing` creates it in the droppers' folder.
  @Test func `archived files belong to the readers, whoever created .processing`() throws {
    let read = try machine.run(
      #"""
      cd $root
      as allot rmdir inbox/.processing
      printf 'orderid,sku,qty\nO-2,LAMP,1\n' | drop dropper orders-2.csv
      printf 'orderid,sku\n' | drop dropper orders-3.csv
      night 24 >/dev/null 2>&1
      stat -c '%U %G %a %n' archive/2026-11-24/* failed/*.csv
      as reader cat archive/2026-11-24/orders-2.csv failed/orders-3.csv
      as dropper cat failed/orders-3.csv
      as dropper cat archive/2026-11-24/orders-2.csv 2>&1
      exit 0
      """#
    )
    #expect(
      read.output == """
        allot allot-read 640 archive/2026-11-24/orders-2.csv
        allot allot-read 640 failed/orders-3.csv
        orderid,sku,qty
        O-2,LAMP,1
        orderid,sku
        orderid,sku
        cat: archive/2026-11-24/orders-2.csv: Permission denied

        """
    )
  }
}
