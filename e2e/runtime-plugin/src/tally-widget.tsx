import { Button, Card, CardBody, CardHeader } from "@checkstack/ui";
import { useState } from "react";
import { Link } from "react-router";

/** A part of somebody else's page, which breaks when one asks it to. */
export function TallyWidget() {
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error("The tally was lost.");
  return (
    <Card aria-label="Tally" className="tally-widget">
      <CardHeader title="Tally" actions={<Link to="/tally">Open the tally</Link>} />
      <CardBody>
        <Button onClick={() => setBroken(true)}>Break the tally</Button>
      </CardBody>
    </Card>
  );
}
