import SystemTestSupport
import Testing

/// The possible actions of a person who drops files.
@Suite(.onAMachineOfItsOwn)
struct DropperTests {
  private let machine: Machine

  init() throws {
    machine = try Machine()
    try machine.run("batches | drop dropper batches.csv; night 23; orders | drop other orders.csv")
  }

  private let good = Shell.Ended(
    code: 0,
    output: "orderid,sku,qty,batchref\nO-1,LAMP,4,B1\n"
  )

  // MARK: - The folder for claimed files

  @Test(arguments: ["ln -s .. inbox/.processing", "mkdir -m 777 inbox/.processing"])
  func `an entry of a dropper in place of .processing is never used`(trick: String) throws {
    let night = try machine.run(
      #"""
      cd $root
      inode=$(stat -c %i allot.sqlite)
      as dropper sh -c "$1" 2>/dev/null
      night 24; echo $?
      as allot rmdir inbox/.processing
      as dropper sh -c "$1" || exit 9
      night 25 2>&1; echo $?
      [ "$inode" = "$(stat -c %i allot.sqlite)" ] && [ "$(as allot allot view show O-1 --root .)" ]
      """#,
      [trick]
    )
    #expect(night.code == 0)
    #expect(night.output.hasPrefix("0\n"))
    #expect(night.output.hasSuffix("\n74\n"))
    #expect(night.output.contains(".processing"))
  }

  // MARK: - The folder for results

  @Test(arguments: ["ln -s ../rejects inbox/results", "mkdir -m 777 inbox/results"])
  func `an entry of a dropper in place of results is never written to`(
    trick: String
  ) throws {
    let night = try machine.run(
      #"""
      cd $root
      as dropper sh -c "rmdir inbox/results; $1" 2>/dev/null
      printf 'orderid,sku,qty\nO-8,LAMP,ten\n' | drop dropper orders-bad.csv
      as allot rmdir inbox/results
      as dropper sh -c "$1" || exit 9
      night 24 2>&1; echo $?
      find -L inbox/results rejects -name '*.txt'; allocated
      """#,
      [trick]
    )
    #expect(night.code == 0)
    #expect(night.output.contains("/inbox/results is not this user's own folder"), "\(night)")
    #expect(night.output.hasSuffix("\n1\n" + good.output), "\(night)")
  }

  @Test func `droppers can read the results of their files but not change them`() throws {
    let tried = try machine.run(
      #"""
      printf 'orderid,sku,qty\nO-8,LAMP,ten\n' | drop dropper orders-bad.csv
      night 24 2>/dev/null
      cd $root/inbox/results
      before=$(cat *)
      as dropper sh -c 'cd /srv/allot/inbox/results
        rm -f *; mv orders-bad.* x; echo x >x; ln -s x y; for file in *; do echo x >>"$file"; done
        cd ..; mv results x; rmdir results; chmod 777 results' 2>/dev/null
      [ "$before" = "$(cat *)" ] || exit 9
      as dropper sh -c 'ls; head -qn 1 *'
      as acme ls 2>/dev/null; as stranger ls 2>/dev/null; as acme cat ./*.txt 2>/dev/null
      stat -c '%U %G %a' . ./*.txt
      """#
    )
    #expect(
      tried.output == """
        orders-bad.20261124T020000Z.csv
        orders-bad.csv.20261124T020000Z.txt
        orderid,sku,qty,allot_line,allot_codes,allot_reason
        NOT TAKEN: 0 of 1 row taken, 1 refused
        allot allot-drop 2750
        allot allot-drop 640

        """
    )
  }

  // MARK: - Other people's files

  @Test func `a dropper cannot touch the files of another`() throws {
    let tried = try machine.run(
      #"""
      before=$(cat $root/inbox/orders.csv)
      as dropper sh -c 'cd /srv/allot/inbox
        rm -f orders.csv; mv orders.csv x; echo O-7,LAMP,1 >>orders.csv; rmdir .processing acme
        mv .processing acme; ls .processing acme; touch acme/x' 2>/dev/null
      [ "$before" = "$(cat $root/inbox/orders.csv)" ] && night 24 && allocated
      """#
    )
    #expect(tried == good)
  }

  @Test func `only allot and droppers can read a dropped file, whatever the umask`() throws {
    let modes = try machine.run(
      #"""
      for umask in 000 022 077; do
        as dropper sh -c "umask $umask; echo >/srv/allot/inbox/orders-$umask.csv"
        as allot cat $root/inbox/orders-$umask.csv
        as acme cat $root/inbox/orders-$umask.csv 2>/dev/null
        as other sh -c "echo >>$root/inbox/orders-$umask.csv" 2>/dev/null
      done
      stat -c '%G %a' $root/inbox/orders-0*.csv
      """#
    )
    #expect(
      modes.output.trimmingPrefix("\n\n\n") == "allot-drop 640\nallot-drop 640\nallot-drop 640\n"
    )
  }

  // MARK: - Senders

  @Test func `a sender drops into their own folder and sees no other`() throws {
    let tried = try machine.run(
      #"""
      as acme sh -c 'cd /srv/allot/inbox/acme && echo mine >orders.csv && cat orders.csv
        cat ../orders.csv; ls ..; ls ../.processing; touch ../x; ls ../../rejects; ls ../../failed
        exit 0' 2>/dev/null
      as other cat $root/inbox/acme/orders.csv 2>/dev/null
      as allot cat $root/inbox/acme/orders.csv
      """#
    )
    #expect(tried == .init(code: 0, output: "mine\nmine\n"))
  }
}
