"""What the measures stage keeps beside its figures."""

import pandas as pd

from analysis.cycles import headlines


def test_headlines_are_the_commissioners_newest_figures_by_category():
    figures = pd.DataFrame(
        [
            ("registered_patients", "11J", "", "2017-10-01", "actual", 10.0),
            ("registered_patients", "11J", "", "2018-01-01", "actual", 12.0),
            ("registered_patients", "15N", "", "2018-01-01", "actual", 99.0),
            ("disputed_claims_exposure", "11J", "raised", "2017-11", "actual", 4.0),
            ("disputed_claims_exposure", "11J", "validated", "2017-11", "actual", 5.0),
            ("delegated_forecast_variance", "11J", "", "2017-11", "actual", 1.0),
            ("staff_fte", "11J", "gp", "2017-11", "actual", 7.0),
        ],
        columns=["measure", "area", "category", "period", "basis", "value"],
    )
    assert headlines.newest(figures, commissioner="11J") == {
        "disputed_claims_exposure": {"raised": 4.0, "validated": 5.0},
        "registered_patients": {"all": 12.0},
    }
